import type { PreviewedWrite } from '../engine/preview.ts'
import type { Tried } from './try-file.ts'
import { shortNumber, valueText } from './words.ts'

/** A document in full: its objects, their rows, and where each value comes from. */
export function triedLines({ idoc, xiMessageId, objects }: Tried): string[] {
  const name =
    idoc !== undefined ? `IDoc ${shortNumber(idoc)}` : xiMessageId === undefined ? 'Payload' : `XI message ${xiMessageId}`
  return objects.flatMap(({ objectKey, writes, warnings, problem }) => [
    `${name} → ${objectKey}`,
    ...(problem === undefined ? [] : [`  held: ${problem}`]),
    ...(problem === undefined && writes.length === 0 ? ['  nothing would be written'] : []),
    ...writes.flatMap(writeLines),
    ...warnings.map((warning) => `  warning: ${warning}`),
    '',
  ])
}

function writeLines({ table, operation, key, columns }: PreviewedWrite): string[] {
  const keys = Object.entries(key).map(([column, value]) => `${column} ${value}`)
  const given = Object.entries(columns).filter(([, { value }]) => value !== null)
  const emptied = Object.entries(columns).filter(([, { value }]) => value === null)
  const rows = given.map(([name, { value, source }]) => ({ name, text: valueText(value), source }))
  const nameWidth = Math.max(0, ...rows.map(({ name }) => name.length))
  const textWidth = Math.min(48, Math.max(0, ...rows.map(({ text }) => text.length)))
  return [
    `  ${operation} ${table} ${keys.join(', ')}`,
    ...rows.map(({ name, text, source }) => `    ${name.padEnd(nameWidth)}  ${text.padEnd(textWidth)}  ${source}`),
    ...(emptied.length === 0 ? [] : [`    empty: ${emptied.map(([name]) => name).join(', ')}`]),
  ]
}
