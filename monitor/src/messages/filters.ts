import { momentOf } from './moment-of.ts'

/** What the address may say of which messages are meant. */
export const filters = ['interface', 'status', 'objectKey', 'idoc', 'text', 'reason', 'lacks', 'from', 'to'] as const
export type Filter = (typeof filters)[number]

/** What the API is asked: times as moments, because the address may say `-1h`. */
export function filterOf(parameters: URLSearchParams): URLSearchParams {
  return new URLSearchParams(
    filters.flatMap((name) => {
      const given = parameters.get(name)
      if (!given) return []
      return [[name, name === 'from' || name === 'to' ? momentOf(given) : given]]
    }),
  )
}

/** Filters, order and columns of an address in one form, so that two that mean the same are the same text. */
export function canonical(query: string): string {
  const parameters = new URLSearchParams(query)
  const kept = [...filters, 'order', 'columns'].flatMap((name) => {
    const value = parameters.get(name)
    return value ? [[name, value]] : []
  })
  return new URLSearchParams(kept).toString()
}
