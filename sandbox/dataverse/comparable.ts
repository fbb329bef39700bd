import { isLink, type Value } from './row.ts'

/** What a value is compared by: text without regard to case, a lookup by what it leads to. */
export function comparable(value: Value): string {
  return isLink(value) ? value.id : String(value).toLowerCase()
}
