import type { Answer } from './answers.ts'
import { dataSets } from './company/documents.ts'
import type { OutboxDocument } from './outbox.ts'
import { addressOf, fitting, pageSize, type Shown, type View } from './page-view.ts'
import type { Standing } from './standing.ts'

/** The outbox as a page: what was sent, what became of it, a button for what a person must send again, and one for the whole company. */
export function page(
  documents: readonly OutboxDocument[],
  answers: readonly Answer[],
  { target, view }: { target: string; view: View },
): string {
  const found = fitting(documents, answers, view)
  const shown = found.slice((view.page - 1) * pageSize, view.page * pageSize)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Sandbox S/4HANA</title><style>${style}</style></head><body>
<header><h1>Sandbox S/4HANA</h1><p>Outbound IDocs and messages of proxies to <code>${escaped(target)}</code></p></header>
<main>
${companyForm()}
<h2>Documents <small>${counts(fitting(documents, answers, { ...view, status: '' }), view)}</small></h2>
${filters(documents, view)}
${
  shown.length === 0
    ? `<p class="empty">${documents.length === 0 ? 'Nothing was sent yet. Send the company, or POST IDocs to /_sandbox/send.' : 'No document is like that. <a href="/">Show all</a>'}</p>`
    : table(
        documentHeads,
        shown.map(({ document, standing }) => documentRow(document, standing)),
      )
}
${pages(found.length, view)}
<h2>Answers <small>${answers.length}, the last 100</small></h2>
${answers.length === 0 ? '<p class="empty">No answer came back yet.</p>' : table(answerHeads, answers.toReversed().slice(0, 100).map(answerRow))}
</main></body></html>`
}

function companyForm(): string {
  const boxes = dataSets.map((set) => `<label><input type="checkbox" name="sets" value="${set}" checked> ${set}</label>`)
  return `<form class="company" method="post" action="/_sandbox/send-company"><b>The company</b> ${boxes.join(' ')}
<label>as <select name="protocol"><option value="idoc">IDoc XML</option><option value="soap">IDoc in SOAP</option></select></label>
<label>at most <input name="limit" type="number" min="1" max="1000" value="1000"> of each</label><button>Send</button></form>`
}

function filters(documents: readonly OutboxDocument[], view: View): string {
  const types = [...new Set(documents.map(({ type }) => type))].toSorted()
  const options = types.map((type) => `<option${type === view.type ? ' selected' : ''}>${escaped(type)}</option>`)
  return `<form class="filters" method="get"><label>Number <input name="number" value="${escaped(view.number)}"></label>
<label>Type <select name="type"><option value="">all</option>${options.join('')}</select></label>
<input type="hidden" name="status" value="${escaped(view.status)}"><button>Find</button> <a href="${escaped(addressOf(view, {}))}">Refresh</a></form>`
}

function pages(found: number, view: View): string {
  const last = Math.ceil(found / pageSize)
  if (last < 2) return ''
  const link = (page: number, name: string) =>
    page < 1 || page > last ? `<span>${name}</span>` : `<a href="${escaped(addressOf(view, { page }))}">${name}</a>`
  return `<nav>${link(view.page - 1, 'Newer')} Page ${view.page} of ${last} ${link(view.page + 1, 'Older')}</nav>`
}

const documentHeads = ['IDoc or message', 'Type', 'Receiver', 'Status', 'Before', 'Sends', 'Last change']
const answerHeads = ['IDoc', 'Status', 'Text', 'Taken at', 'Time']

function documentRow(document: OutboxDocument, { status, text, at, before }: Standing): string {
  const isStuck = status === '02' && !document.isDue
  const again = `<form method="post" action="/_sandbox/resend/${document.docnum}"><button>Send again</button></form>`
  return row(documentHeads, [
    `<code>${escaped(document.docnum)}</code><small>${escaped(document.source.replace('src/interfaces/', ''))}</small>`,
    `${escaped(document.type)}<small>${escaped(document.messageType)}</small>`,
    escaped(document.receiver),
    `<b class="s${status}">${status}</b> ${escaped(text)}${isStuck ? again : ''}`,
    `<span>${before.join(' → ')}</span>`,
    String(document.sends),
    time(at),
  ])
}

function answerRow(answer: Answer): string {
  return row(answerHeads, [
    `<code>${escaped(answer.docnum)}</code>`,
    escaped(answer.status),
    escaped(answer.text),
    `<code>${escaped(answer.path)}</code>`,
    time(answer.at),
  ])
}

function table(heads: readonly string[], rows: readonly string[]): string {
  return `<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function row(heads: readonly string[], cells: readonly string[]): string {
  return `<tr>${cells.map((cell, index) => `<td data-head="${heads[index]}"><div>${cell}</div></td>`).join('')}</tr>`
}

const names = [
  ['41', 'posted'],
  ['40', 'not posted'],
  ['03', 'passed'],
  ['30', 'ready'],
  ['02', 'in error'],
] as const

function counts(all: readonly Shown[], view: View): string {
  const links = names.map(([status, name]) => {
    const count = all.filter(({ standing }) => standing.status === status).length
    const isChosen = view.status === status
    const address = escaped(addressOf(view, { status: isChosen ? '' : status, page: 1 }))
    return `<a href="${address}"${isChosen ? ' aria-current="true"' : ''}>${count} ${name} (${status})</a>`
  })
  return links.join(' · ')
}

function time(iso = ''): string {
  return `<time datetime="${iso}">${iso.replace('T', ' ').slice(0, 19)}</time>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const style = `
:root{--text:#1d2d3e;--quiet:#556b82;--ground:#f5f6f7;--card:#fff;--line:#d9d9d9;--head:#eff1f2;--bar:#354a5f;--link:#0064d9;--good:#256f3a;--bad:#aa0808}
@media(prefers-color-scheme:dark){:root{--text:#eaecee;--quiet:#a9b4be;--ground:#12171c;--card:#1d232a;--line:#3a444f;--head:#2a323b;--bar:#0b0f14;--link:#64b0ff;--good:#97dd40;--bad:#ff8a8a}}
*{box-sizing:border-box}body{margin:0;font:14px/1.45 system-ui,sans-serif;color:var(--text);background:var(--ground)}
a{color:var(--link)}a[aria-current]{font-weight:700;color:var(--text)}
header{background:var(--bar);color:#fff;padding:.8rem 1.2rem}h1{font-size:1.15rem;margin:0}header p{margin:.2rem 0 0}
main{padding:0 1.2rem 2rem}h2{font-size:1rem;margin:1.4rem 0 .5rem}h2 small{color:var(--quiet);font-weight:400;margin-left:.4rem}
form.company,form.filters{display:flex;flex-wrap:wrap;gap:.4rem .9rem;align-items:center}
form.company{margin-top:1rem;padding:.7rem .9rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem}form.filters{margin-bottom:.6rem}
input,select,button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--quiet);border-radius:.25rem;padding:.15rem .45rem}
input[type=number]{width:5rem}button{color:var(--link);border-color:var(--link);cursor:pointer}
table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line)}
th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid var(--line)}th{background:var(--head);font-weight:600}
td small{display:block;color:var(--quiet)}code{font:12px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
time,td span{white-space:nowrap}nav{display:flex;gap:1rem;padding:.6rem 0}nav span,.empty{color:var(--quiet)}
b.s03,b.s41{color:var(--good)}b.s02,b.s40{color:var(--bad)}b.s30{color:var(--link)}td form{display:inline;margin-left:.5rem}
@media(max-width:800px){thead{display:none}tr,td{display:block;border:0}tr{border-bottom:1px solid var(--line);padding:.5rem 0}
td{display:grid;grid-template-columns:6.5rem 1fr;padding:.15rem .6rem}td::before{content:attr(data-head);color:var(--quiet)}td>div{min-width:0}}
`
