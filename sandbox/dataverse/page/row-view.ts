import { type Cell, whole } from './cell.ts'
import { type Html, html } from './html.ts'

/** One row with all its columns. */
export interface Row {
  readonly table: string
  readonly id: string
  readonly name: string
  readonly columns: readonly { name: string; cell: Cell | undefined }[]
}

export function rowView({ table, id, name, columns }: Row): Html {
  const filled = columns.filter(({ cell }) => cell !== undefined)
  const empty = columns.filter(({ cell }) => cell === undefined)
  const line = ({ name, cell }: Row['columns'][number]) => html`<tr><th>${name}</th><td>${whole(cell)}</td></tr>`
  return html`<p class="path"><a href="/?table=${encodeURIComponent(table)}">${table}</a></p>
<div class="head"><h1>${name}</h1><span class="note"><code>${id}</code></span></div>
<section class="card"><table class="columns"><tbody>${filled.map(line)}</tbody></table></section>
<section class="card"><header><h2>Without a value</h2></header><p>${empty.map(({ name }) => name).join(', ') || 'Every column has a value.'}</p></section>`
}
