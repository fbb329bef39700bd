import { Missing } from '../../message/errors.ts'
import type { Reference } from '../../message/write.ts'
import { rowName, type Subject } from './row-name.ts'

/** The row `subject` refers to another that Dynamics 365 does not have, and cannot be written without. */
export function missing(subject: Subject, reference: Reference, code?: string): Missing {
  const target = { table: reference.table.name, key: reference.key }
  return new Missing(
    `${rowName(subject)} refers to ${nameOf(reference)}, which Dynamics 365 does not have. Send that one first; this one then goes by itself`,
    { ...target, code, fact: `Dynamics 365 has no ${nameOf(reference)}` },
  )
}

/** The row itself is not there, and is another object's to create. */
export function notCreatedYet(subject: Subject, { table, key }: Reference): Missing {
  return new Missing(
    `Dynamics 365 has no ${rowName(subject)} yet, and this only changes it. Send what creates it first; this one then goes by itself`,
    { table: table.name, key },
  )
}

/** The same where the reference may be left out. */
export function leftOutWarning(column: string, reference: Reference): string {
  return `${column} was left out: Dynamics 365 has no ${nameOf(reference)}`
}

/** The same where another user was taken instead. */
export function fallbackWarning(column: string, reference: Reference, fallback: Reference): string {
  return `${column}: Dynamics 365 has no ${nameOf(reference)}, so the fallback owner was set (${nameOf(fallback)})`
}

function nameOf({ table, key }: Reference): string {
  return rowName({ table: table.only === undefined ? table.name : `${table.only.word} ${table.name}`, key })
}
