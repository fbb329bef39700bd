import { surroundingsOf } from '../interfaces/surroundings-of.ts'
import { allBelow } from '../mapping/path.ts'
import type { Reading } from '../mapping/reading.ts'
import type { RowDefinition } from '../mapping/row.ts'
import type { Rule } from '../mapping/rule.ts'
import { partsOf } from '../message/object-key.ts'
import { foundBy, isLookedFor } from '../store/found-by.ts'
import type { Unwritten } from '../store/note-unwritten.ts'
import { definitionFor, type Interfaces } from './interfaces.ts'
import { objectsIn } from './objects-in.ts'
import { documentOf, type Plan } from './plan.ts'

/**
 * What people look for the objects of held deliveries by where nothing was ever written of them: the names, places and numbers their rows were
 * to have, as far as the document says them, whatever is wrong with the rest of it. Of each its first rows; nothing where all cannot be read.
 */
export function unwritten(interfaces: Interfaces, held: readonly { readonly plan: Plan }[]): Unwritten[] {
  return held.flatMap(({ plan }) => {
    const words = plan.records.length > 0 ? '' : attempt(() => wordsOf(interfaces, plan))
    if (words === undefined || words === '') return []
    const { messageId, objectKey } = plan.claim
    return [{ messageId, objectKey, foundBy: words }]
  })
}

const mostRows = 10

function wordsOf(interfaces: Interfaces, { claim, message }: Plan): string {
  const { interfaceName, businessKey } = partsOf(claim.objectKey)
  const found = interfaces.get(interfaceName)
  if (found === undefined) return ''
  const document = documentOf(message)
  const segments = objectsIn(found, document).get(businessKey)?.segments ?? []
  const about = { ...surroundingsOf(found, document), businessKey, warn: () => undefined }
  const rows = definitionFor(found, document).rows.flatMap((row) => {
    const each =
      row.each === undefined ? [segments] : segments.flatMap((one) => allBelow(one, row.each ?? '')).map((one) => [one])
    return each.map((own) => ({ row, reading: { ...about, segments: own } }))
  })
  return rows
    .slice(0, mostRows)
    .map(({ row, reading }) => foundBy(legible(row, reading)))
    .join(' ')
}

function legible({ key, columns }: RowDefinition, reading: Reading) {
  const lookedFor = Object.entries(columns).filter(([name]) => isLookedFor(name))
  return {
    rowKey: Object.fromEntries(Object.entries(key).flatMap(([name, rule]) => textOf(name, rule, reading))),
    columns: Object.fromEntries(
      lookedFor.flatMap(([name, rule]) => textOf(name, rule, reading).map(([, value]) => [name, { value }] as const)),
    ),
  }
}

/** Nothing where the document does not say it, or says what cannot be taken. */
function textOf(name: string, rule: Rule<unknown>, reading: Reading): [name: string, text: string][] {
  const value = attempt(() => rule.read(reading)?.value)
  return typeof value === 'string' ? [[name, value]] : []
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
