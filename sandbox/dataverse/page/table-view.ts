import { brief, type Cell, rowLink } from './cell.ts'
import { type Html, html } from './html.ts'
import { moment } from './moment.ts'

/** Some rows of a table, the one that changed last first. */
export interface RowList {
  readonly table: string
  readonly count: number
  readonly columns: readonly string[]
  readonly rows: readonly { id: string; name: string; changedAt: string | undefined; cells: readonly (Cell | undefined)[] }[]
  /** Counted from 1. */
  readonly page: number
  readonly pages: number
}

export function tableView(list: RowList): Html {
  const { table, count, rows } = list
  return html`<div class="head"><h1>${table}</h1><span class="note">${count} ${count === 1 ? 'row' : 'rows'}, last changed first</span></div>
<section class="card">${rows.length === 0 ? html`<p>This table has no rows.</p>` : rowTable(list)}${paging(list)}</section>`
}

function rowTable({ table, columns, rows }: RowList): Html {
  const heads = columns.map((column) => html`<th>${breakable(column)}</th>`)
  const lines = rows.map(({ id, name, changedAt, cells }) => {
    const link = html`<a href="${rowLink({ table, id })}">${name}</a>`
    const changed = changedAt === undefined ? undefined : moment(changedAt)
    return html`<tr><td>${link}</td>${cells.map((cell) => html`<td>${brief(cell)}</td>`)}<td class="keep">${changed}</td></tr>`
  })
  return html`<div class="scroll"><table><thead><tr><th>Row</th>${heads}<th>Changed</th></tr></thead><tbody>${lines}</tbody></table></div>`
}

/** A long name may go on in the next line, after an underscore. */
function breakable(name: string): Html {
  return html`${name.split(/(?<=_)/).map((part, index) => (index === 0 ? part : html`<wbr>${part}`))}`
}

function paging({ table, page, pages }: RowList): Html | undefined {
  if (pages <= 1) return undefined
  const link = (to: number, text: string) => html`<a href="/?table=${encodeURIComponent(table)}&page=${to}">${text}</a>`
  const back = page > 1 ? link(page - 1, '‹ Newer') : undefined
  const on = page < pages ? link(page + 1, 'Older ›') : undefined
  return html`<div class="pages">${back}<span>Page ${page} of ${pages}</span>${on}</div>`
}
