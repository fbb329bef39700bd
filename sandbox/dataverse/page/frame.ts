import { createHash } from 'node:crypto'
import type { Reply } from '../call.ts'
import { Html, html } from './html.ts'
import { style } from './style.ts'

/** A table as the list at the side shows it. */
export interface TableEntry {
  /** Logical name. */
  readonly name: string
  readonly count: number
}

/** What every view stands in: the bar on top and the tables at the side. */
export function framed(options: { title: string; tables: readonly TableEntry[]; chosen?: string; content: Html }): Reply {
  const { title, tables, chosen, content } = options
  const filled = tables.filter(({ count }) => count > 0)
  const empty = tables.filter(({ count }) => count === 0)
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Sandbox Dynamics 365</title><link rel="icon" href="data:,">${new Html(`<style>${style}</style>`)}</head><body>
<header class="bar"><span class="mark"></span><a class="name" href="/">Sandbox Dynamics 365</a><span class="note">A Dataverse environment of this machine alone, for trying things out</span><a class="end" href="">Refresh</a></header>
<div class="layout"><nav>${list('Tables', filled, chosen)}${list('Empty', empty, chosen)}</nav><main>${content}</main></div>
</body></html>`
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, ...strict },
    body: page.markup,
  }
}

const hash = createHash('sha256').update(style).digest('base64')
const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
// With `no-referrer` a browser would say `Origin: null` even of the page's own forms.
const strict = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' }

function list(title: string, tables: readonly TableEntry[], chosen: string | undefined): Html | undefined {
  if (tables.length === 0) return undefined
  return html`<h2>${title}</h2><ul>${tables.map((table) => entry(table, table.name === chosen))}</ul>`
}

function entry({ name, count }: TableEntry, isChosen: boolean): Html {
  const current = isChosen ? html` aria-current="page"` : undefined
  return html`<li><a href="/?table=${encodeURIComponent(name)}" class="${count === 0 ? 'none' : ''}"${current}><span>${name}</span><span class="count">${count}</span></a></li>`
}
