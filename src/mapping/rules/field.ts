import { Rejected } from '../../message/errors.ts'
import type { Decimal } from '../../message/write.ts'
import { type Found, find, parsePath } from '../path.ts'
import type { Reading } from '../reading.ts'
import type { Read, Rule } from '../rule.ts'
import { readSapDate } from '../sap-date.ts'
import { readSapNumber } from '../sap-number.ts'

/** Text as it was sent. */
export function field(path: string): Rule<string> {
  return { ...fieldRule('field', path, path, ({ value }) => value), longest: ({ ofField }) => ofField(path) }
}

/** A date column: `YYYYMMDD`; `00000000` and `99991231` clear it. */
export function date(path: string): Rule<IsoDate> {
  return fieldRule('date', path, `date ${path}`, (found, reading) => {
    const read = readSapDate(found.value)
    return read === undefined ? refuse(found, reading, 'is no date (YYYYMMDD)') : (read as IsoDate | null)
  })
}

/** An exact number, whatever SAP's form of it. */
export function decimal(path: string): Rule<Decimal> {
  return fieldRule('decimal', path, `number ${path}`, (found, reading) => {
    return readSapNumber(found.value) ?? refuse(found, reading, 'is no number')
  })
}

/** A whole number; `0000`, a count nobody filled in, says nothing when `zeroIs` says so. */
export function whole(path: string, zeroIs: 'zero' | 'nothing' = 'zero'): Rule<number> {
  return fieldRule('whole', path, `whole number ${path}`, (found, reading) => {
    const text = readSapNumber(found.value)?.decimal
    if (text === undefined || !/^-?\d{1,15}$/.test(text)) return refuse(found, reading, 'is no whole number')
    return text === '0' && zeroIs === 'nothing' ? undefined : Number(text)
  })
}

/** A checkbox: `X` is yes; anything missing says nothing, because change documents are partial. */
export function flag(path: string): Rule<boolean> {
  return fieldRule('flag', path, `flag ${path}`, (found, reading) => {
    return found.value === 'X' || refuse(found, reading, "is no checkbox ('X' or nothing)")
  })
}

/** A flag as proxies (`true`, `false`) and ABAP (`X`) write it. */
export function truth(path: string): Rule<boolean> {
  return fieldRule('truth', path, `flag ${path}`, (found, reading) => {
    if (/^(true|1|X)$/.test(found.value)) return true
    return /^(false|0)$/.test(found.value) ? false : refuse(found, reading, "is no flag ('true', 'false' or 'X')")
  })
}

/** A number as SAP stores it: padded with zeros to its length when it has digits only (conversion exit ALPHA). */
export function alpha(path: string, length: number): Rule<string> {
  return {
    ...fieldRule('alpha', path, `${path}, padded to ${length}`, ({ value }) => padded(value, length)),
    longest: ({ ofField }) => Math.max(length, ofField(path)),
  }
}

/** A number as people write it: `0000004711` is `4711`; one that has letters stays as it is. */
export function withoutLeadingZeros(path: string): Rule<string> {
  return {
    ...fieldRule('withoutLeadingZeros', path, `${path} without leading zeros`, ({ value }) => stripped(value)),
    longest: ({ ofField }) => ofField(path),
  }
}

export function padded(value: string, length: number): string {
  return /^\d+$/.test(value) ? value.padStart(length, '0') : value
}

export function stripped(value: string): string {
  return /^\d+$/.test(value) ? value.replace(/^0+(?=\d)/, '') : value
}

/** `2026-01-31`, as an Edm.Date column takes it. */
export type IsoDate = string & { readonly isIsoDate: true }

/** The one path of a rule that has one. */
export function fieldRule<T>(
  kind: string,
  path: string,
  description: string,
  convert: (found: Found, reading: Reading) => T | null | undefined,
): Rule<T> {
  const parsed = parsePath(path)
  return {
    kind,
    description,
    sources: [path],
    lists: [],
    read(reading): Read<T> | undefined {
      const found = find(parsed, reading)
      if (found === undefined) return undefined
      const value = convert(found, reading)
      return value === undefined ? undefined : { value, source: sourceOf(found) }
    },
  }
}

export function sourceOf({ segment, path }: Found): string {
  return segment === undefined ? path.text : `${segment.name}/${path.field}`
}

export function refuse(found: Found, reading: Reading, problem: string): never {
  const where = found.segment === undefined ? found.path.text : `${sourceOf(found)} at line ${found.segment.line}`
  throw new Rejected(
    `${where} of ${reading.businessKey} is '${found.value}', which ${problem}; correct it in SAP and send it again`,
    { fact: `'${found.value}' ${problem}` },
  )
}
