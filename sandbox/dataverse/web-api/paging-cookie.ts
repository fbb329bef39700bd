import type { TableDefinition } from '../definition.ts'
import type { Row } from '../row.ts'

/** Where a page ends: which one it was, and its last row. */
export interface PagingCookie {
  readonly page: number
  readonly lastId: string | undefined
}

/** The `$skiptoken` that leads to the next page, as the real service writes it (Microsoft: "Page results using OData"). */
export function skipTokenOf({ id }: TableDefinition, page: number, rows: readonly Row[]): string {
  const [first, last] = [rows[0]?.id, rows.at(-1)?.id]
  const cookie = `<cookie page="${page}"><${id} last="{${last}}" first="{${first}}" /></cookie>`
  const inner = encodeURIComponent(cookie).replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase())
  return `<cookie pagenumber="${page + 1}" pagingcookie="${inner}" istracking="False" />`
}

/** The page before the one that is asked for; nothing when it is the first one. */
export function readSkipToken(token: string | null): PagingCookie | undefined {
  const [, page] = /pagenumber="(\d+)"/.exec(token ?? '') ?? []
  if (page === undefined) return undefined
  const [, lastId] = /last%3d%22%7b([\da-f-]{36})%7d/i.exec(token ?? '') ?? []
  return { page: Number(page) - 1, lastId: lastId?.toLowerCase() }
}

/** Where the page after this cookie begins: behind its last row, wherever that is now. */
export function beginOfPage(rows: readonly Row[], cookie: PagingCookie | undefined, size: number): number {
  if (cookie === undefined) return 0
  const last = rows.findIndex(({ id }) => id === cookie.lastId)
  return last < 0 ? cookie.page * size : last + 1
}
