import { readFileSync } from 'node:fs'
import type { Interfaces } from '../../src/engine/interfaces.ts'
import { type Preview, preview } from '../../src/engine/preview.ts'
import { exactJson, isReference } from '../../src/message/exact-json.ts'
import type { ColumnValue } from '../../src/message/write.ts'

/** What an example document maps to, as the files beside it say it: writes as JSON, or the sentence it is held with. */
export function exampleOutcome(interfaces: Interfaces, file: string): { ending: '.writes.json' | '.held.txt'; text: string } {
  const objects = preview(interfaces, { payload: readFileSync(file), contentType: 'text/xml' })
  const held = objects.find(({ problem }) => problem !== undefined)
  if (held !== undefined) return { ending: '.held.txt', text: `${held.problem}\n` }
  return { ending: '.writes.json', text: `${exactJson(objects.map(shownObject), 2)}\n` }
}

function shownObject({ objectKey, writes, warnings }: Preview) {
  const shownWrites = writes.map(({ table, operation, key, columns }) => {
    const values = Object.entries(columns).map(([name, { value }]) => [name, shownValue(value)] as const)
    const given = values.filter(([, value]) => value !== null)
    const emptied = values.filter(([, value]) => value === null).map(([name]) => name)
    return { operation, table, key, columns: Object.fromEntries(given), ...(emptied.length === 0 ? {} : { emptied }) }
  })
  return { objectKey, writes: shownWrites, warnings }
}

function shownValue(value: ColumnValue): unknown {
  return isReference(value) ? { [value.table.name]: value.key } : value
}
