import type { CrmDescription } from '../../mapping/crm-description.ts'

/** The columns of a request as text; `null` stays. */
export function textsOf({ fields }: CrmDescription, body: Readonly<Record<string, unknown>>): Record<string, string | null> {
  const given = Object.keys(fields).flatMap((name) => {
    const value = body[name]
    return value === undefined ? [] : [[name, value === null ? null : String(value)] as const]
  })
  return Object.fromEntries(given)
}
