import type { Column, Table, TableIdentity } from '../message/table.ts'
import type { Decimal, Reference } from '../message/write.ts'
import type { Rule } from './rule.ts'
import type { IsoDate } from './rules/field.ts'
import type { IsoDateTime } from './rules/moment.ts'

/** A table an interface writes, with its columns known to the compiler: a rule of another type does not compile. */
export function table<
  const I extends TableIdentity & Pick<Table, 'lifeCycle' | 'custom' | 'closing'>,
  const C extends Readonly<Record<string, Column>>,
>(identity: I, columns: C): I & { readonly columns: C } {
  return { ...identity, columns }
}

// With a label it is a column of ours that `provision` creates.

/** Text of up to `length` characters. */
export function text<const N extends number>(length: N, custom?: Custom) {
  return { kind: 'text', length, ...labelled(custom) } as const
}

/** A choice: rules give the name of an option, the column takes its number. */
export function choice<const O extends Readonly<Record<string, number>>>(options: O, custom?: Custom) {
  return { kind: 'choice', options, ...labelled(custom) } as const
}

export function wholeNumber(min: number, max: number, custom?: Custom) {
  return { kind: 'whole', min, max, ...labelled(custom) } as const
}

/** An amount, with its range as exact text. */
export function money(min: string, max: string, custom?: Custom) {
  return { kind: 'decimal', min, max, ...labelled(custom) } as const
}

/** A decimal number, with its range as exact text; a column of ours keeps three places, as SAP's quantities do. */
export function decimalNumber(min: string, max: string, custom?: Custom) {
  return { kind: 'decimal', min, max, places: 3, ...labelled(custom) } as const
}

export function yesNo(custom?: Custom) {
  return { kind: 'yesNo', ...labelled(custom) } as const
}

export function dateOnly(custom?: Custom) {
  return { kind: 'date', ...labelled(custom) } as const
}

export function dateTime(custom?: Custom) {
  return { kind: 'dateTime', ...labelled(custom) } as const
}

/** A reference to a row of `to`; the column is named by its navigation property. */
export function lookupTo<const T extends TableIdentity>(to: T, custom?: Custom) {
  return { kind: 'lookup', to, ...labelled(custom) } as const
}

interface Custom {
  readonly label: string
}

function labelled(custom: Custom | undefined): { custom?: string } {
  return custom === undefined ? {} : { custom: custom.label }
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
          : C extends { kind: 'dateTime' }
            ? Rule<IsoDateTime>
            : C extends { kind: 'lookup'; to: infer T extends TableIdentity }
              ? Rule<Reference & { readonly table: T }>
              : never

/** Rules for the columns of a table; a column it does not have is a compile error. */
export type RulesFor<C extends Readonly<Record<string, Column>>> = { readonly [K in keyof C]?: RuleFor<C[K]> }
