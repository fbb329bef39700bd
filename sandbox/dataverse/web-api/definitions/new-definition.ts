import { Problem } from '../problem.ts'
import type { WebApiRequest } from '../request.ts'
import { english } from './label.ts'

/** The body of a new table, column, key or lookup. @throws {Problem} it is no JSON object */
export function newDefinition({ body }: WebApiRequest): Record<string, unknown> {
  try {
    const definition: unknown = JSON.parse(body)
    if (typeof definition === 'object' && definition !== null) return definition as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw invalidDefinition('Stream was not readable, or the body is not a JSON object.')
}

export function invalidDefinition(message: string): Problem {
  return new Problem(400, '0x80048d19', message)
}

/**
 * The logical name that follows from a schema name, e.g. `lb_sapnumber`.
 * @throws {Problem} it does not begin with a publisher's prefix, or has characters no name may have
 */
export function logicalName(schemaName: unknown, type: string): string {
  const name = String(schemaName ?? '')
  if (/^[A-Za-z][A-Za-z0-9]{1,7}_\w+$/.test(name)) return name.toLowerCase()
  throw new Problem(
    400,
    '0x80044366',
    `The schema name ${name} for type ${type} is invalid or missing. Custom attribute, entity, entitykey, option set and relationship names must start with a valid customization prefix. The prefix for a solution component should match the prefix that is specified for the publisher of the solution.`,
  )
}

/** The class of a column's `@odata.type`, e.g. `String`. */
export function attributeType(body: Record<string, unknown>): string {
  return /(\w+)AttributeMetadata$/.exec(String(body['@odata.type'] ?? ''))?.[1] ?? ''
}

/** The English text of a label, which is the language of the environment; the first one where there is none. */
export function labelText(label: unknown): string | undefined {
  const { LocalizedLabels: all } = (label ?? {}) as { LocalizedLabels?: { Label?: string; LanguageCode?: number }[] }
  return (all?.find(({ LanguageCode }) => LanguageCode === english) ?? all?.[0])?.Label
}
