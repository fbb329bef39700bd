import type { ColumnValue, Decimal, Reference } from './write.ts'

/** JSON text in which every `{ decimal }` stands as an exact number (JSON.rawJSON, ECMAScript proposal "JSON.parse source text access"). */
export function exactJson(value: unknown, indent?: number): string {
  // Looking first is quicker than being asked for every member of what mostly holds none.
  return JSON.stringify(
    value,
    holdsDecimal(value) ? (_, member) => (isDecimal(member) ? rawJson(member.decimal) : member) : undefined,
    indent,
  )
}

function holdsDecimal(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (isDecimal(value)) return true
  if (Array.isArray(value)) return value.some(holdsDecimal)
  for (const name in value) if (holdsDecimal(value[name as keyof typeof value])) return true
  return false
}

export function isDecimal(value: unknown): value is Decimal {
  return typeof value === 'object' && value !== null && 'decimal' in value && typeof value.decimal === 'string'
}

export function isReference(value: ColumnValue | undefined): value is Reference {
  return typeof value === 'object' && value !== null && 'table' in value
}

// TypeScript's library does not know JSON.rawJSON yet.
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON
