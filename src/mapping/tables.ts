import type { Column, Table, TableIdentity } from '../message/table.ts'
import type { Decimal, Reference } from '../message/write.ts'
import type { Rule } from './rule.ts'
import type { IsoDate } from './rules/field.ts'

/** A table an interface writes, with its columns known to the compiler: a rule of another type does not compile. */
export function table<const I extends TableIdentity & Pick<Table, 'lifeCycle'>, const C extends Readonly<Record<string, Column>>>(
  identity: I,
  columns: C,
): I & { readonly columns: C } {
  return { ...identity, columns }
}

/** Text of up to `length` characters. With a label it is a column of ours that `provision` creates. */
export function text<const N extends number>(length: N, custom?: { label: string }) {
  return { kind: 'text', length, ...(custom === undefined ? {} : { custom: custom.label }) } as const
}

/** A choice: rules give the name of an option, the column takes its number. */
export function choice<const O extends Readonly<Record<string, number>>>(options: O) {
  return { kind: 'choice', options } as const
}

export function wholeNumber(min: number, max: number) {
  return { kind: 'whole', min, max } as const
}

/** Money or decimal, with its range as exact text. */
export function decimalNumber(min: string, max: string) {
  return { kind: 'decimal', min, max } as const
}

export function yesNo() {
  return { kind: 'yesNo' } as const
}

export function dateOnly() {
  return { kind: 'date' } as const
}

/** A reference to a row of `to`; the column is named by its navigation property. */
export function lookupTo<const T extends TableIdentity>(to: T) {
  return { kind: 'lookup', to } as const
}

/** The rules a column takes. */
export type RuleFor<C extends Column> = C extends { kind: 'text' | 'choice' }
  ? Rule<string>
  : C extends { kind: 'whole' }
    ? Rule<number>
    : C extends { kind: 'decimal' }
      ? Rule<Decimal>
      : C extends { kind: 'yesNo' }
        ? Rule<boolean>
        : C extends { kind: 'date' }
          ? Rule<IsoDate>
          : C extends { kind: 'lookup'; to: infer T extends TableIdentity }
            ? Rule<Reference & { readonly table: T }>
            : never

/** Rules for the columns of a table; a column it does not have is a compile error. */
export type RulesFor<C extends Readonly<Record<string, Column>>> = { readonly [K in keyof C]?: RuleFor<C[K]> }
