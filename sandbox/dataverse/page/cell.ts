import { type Html, html } from './html.ts'

/** One column's value as a person reads it. */
export interface Cell {
  readonly text: string
  /** What is behind the text: a choice's number, a decimal as it is stored. */
  readonly raw?: string
  /** The row a lookup points to. */
  readonly row?: { readonly table: string; readonly id: string }
}

/** A row's address on this page. */
export function rowLink({ table, id }: { table: string; id: string }): string {
  return `/?table=${encodeURIComponent(table)}&id=${encodeURIComponent(id)}`
}

/** As one reads it in passing. */
export function brief(cell: Cell | undefined): Html {
  if (cell === undefined) return html`<span class="empty">–</span>`
  return cell.row === undefined ? html`${cell.text}` : html`<a href="${rowLink(cell.row)}">${cell.text}</a>`
}

/** With what is behind the text. */
export function whole(cell: Cell | undefined): Html {
  const behind = cell?.row?.table ?? cell?.raw
  return html`${brief(cell)}${behind === undefined ? undefined : html`<small>${behind}</small>`}`
}
