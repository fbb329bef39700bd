import { isLink } from '../../row.ts'
import type { Order } from './order.ts'
import { topWithPages, wrongCount } from './problems.ts'
import type { Joined, Source } from './source.ts'
import { escaped, type XmlElement } from './xml-element.ts'

/** Which of all rows are wanted. */
export interface Paging {
  readonly page: number
  readonly size: number
  /** There are no other pages. */
  readonly isTop: boolean
  /** Of the page before, as it was answered, decoded; empty without one. */
  readonly cookie: string
}

/** No page is larger. */
const most = 5000

/** Microsoft: "Page results using FetchXml". @throws {Problem} `top` together with pages */
export function readPaging({ attributes }: XmlElement): Paging {
  const { top, count, page, 'paging-cookie': cookie = '' } = attributes
  if (top !== undefined) {
    const other = ['page', 'count', 'returntotalrecordcount'].find((name) => name in attributes)
    if (other !== undefined) throw topWithPages(other)
    return { page: 1, size: Math.min(positive('top', top), most), isTop: true, cookie: '' }
  }
  return {
    page: page === undefined ? 1 : positive('page', page),
    size: count === undefined ? most : Math.min(positive('count', count), most),
    isTop: false,
    cookie,
  }
}

function positive(name: string, text: string): number {
  if (!/^0*[1-9]\d{0,8}$/.test(text)) throw wrongCount(name)
  return Number(text)
}

/** Where a page begins: behind the last row of the one before it, by its id alone; else as many rows on as pages went before. */
export function beginOf(rows: readonly Joined[], { table }: Source, { page, size, cookie }: Paging): number {
  const [, id] = new RegExp(`<${table.id} last="\\{([\\da-f-]{36})\\}`, 'i').exec(cookie) ?? []
  // A row that is joined to several ends with the last of them: what is left of it on the page is passed over.
  const last = id === undefined ? -1 : rows.findLastIndex(([row]) => row?.id === id.toLowerCase())
  return last < 0 ? (page - 1) * size : last + 1
}

/**
 * What leads to the next page, as the real service writes it: first and last values of the columns rows are ordered by, and of the
 * key, encoded twice. Empty for a query that allows of none: ordered by another table, distinct or aggregate.
 */
export function cookieOf(
  rows: readonly Joined[],
  { page }: Paging,
  entity: Source | undefined,
  orders: readonly Order[],
): string {
  // The number is the page that was asked for, and 2 on the first one (recorded).
  const number = Math.max(2, page)
  const inner = entity !== undefined && orders.every(({ source }) => source === entity) ? columnsOf(rows, entity, orders) : ''
  const cookie = inner === '' ? '' : encoded(encoded(`<cookie page="${page}">${inner}</cookie>`))
  return `<cookie pagenumber="${number}" pagingcookie="${cookie}" istracking="False" />`
}

function columnsOf(rows: readonly Joined[], { table }: Source, orders: readonly Order[]): string {
  const [first = [], last = []] = [rows[0], rows.at(-1)]
  const ends = orders
    .filter(({ column }) => column.name !== table.id)
    .map((order) => `<${order.column.name} ${endOf('last', order, last)} ${endOf('first', order, first)} />`)
  const id = (joined: Joined) => `{${joined[0]?.id.toUpperCase()}}`
  return `${ends.join('')}<${table.id} last="${id(last)}" first="${id(first)}" />`
}

function endOf(name: 'first' | 'last', { read }: Order, joined: Joined): string {
  const value = read(joined)
  if (value === undefined) return `${name}null="1"`
  return `${name}="${isLink(value) ? `{${value.id.toUpperCase()}}` : escaped(String(value))}"`
}

function encoded(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
    .replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase())
}
