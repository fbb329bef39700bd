import { type DescribedField, noField } from './described.ts'

/** `segments.csv` of an interface. */
export function segmentsCsv(fields: readonly DescribedField[]): string {
  const lines = fields.map(({ segment, parent, field, length, description }) =>
    [segment, parent, field === noField ? 'text' : field, length === 0 ? '' : String(length), description].map(quoted).join(','),
  )
  return `${['segment,parent,field,length,description', ...lines].join('\n')}\n`
}

function quoted(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
