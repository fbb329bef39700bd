/**
 * A `$filter` or `$orderby` with what its `@p1` stand for; one that is given no value is null (Microsoft: "Use OData to query
 * data", parameter aliases).
 */
export function withoutAliases(text: string, query: URLSearchParams): string {
  if (!text.includes('@')) return text
  return text.replace(/('(?:[^']|'')*')|@(\w+)/g, (_, quoted?: string, name = '') => quoted ?? query.get(`@${name}`) ?? 'null')
}
