import type { Answer } from './answers.ts'
import type { OutboxDocument } from './outbox.ts'
import { type Standing, standingOf } from './standing.ts'

/** The outbox as a page: what was sent, what became of it, and a button for what a person must send again. */
export function page(documents: readonly OutboxDocument[], answers: readonly Answer[], target: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sandbox S/4HANA</title><style>${style}</style></head><body>
<header><h1>Sandbox S/4HANA</h1><p>Outbound IDocs and messages of proxies to <code>${escaped(target)}</code> · <a href="/">refresh</a></p></header>
<main><h2>Documents <small>${counts(documents, answers)}</small></h2>
${
  documents.length === 0
    ? '<p>Nothing was sent yet.</p>'
    : table(
        documentHeads,
        documents
          .toReversed()
          .slice(0, 500)
          .map((document) => documentRow(document, standingOf(document, answers))),
      )
}
<h2>Answers <small>${answers.length}</small></h2>
${answers.length === 0 ? '<p>No answer came back yet.</p>' : table(answerHeads, answers.toReversed().slice(0, 200).map(answerRow))}
</main></body></html>`
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

function counts(documents: readonly OutboxDocument[], answers: readonly Answer[]): string {
  const statuses = documents.map((document) => standingOf(document, answers).status)
  return names.map(([status, name]) => `${statuses.filter((one) => one === status).length} ${name} (${status})`).join(' · ')
}

function time(iso = ''): string {
  return `<time datetime="${iso}">${iso.replace('T', ' ').slice(0, 19)}</time>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const style = `
*{box-sizing:border-box}body{margin:0;font:14px/1.45 system-ui,sans-serif;color:#1d2d3e;background:#f5f6f7}
header{background:#354a5f;color:#fff;padding:.8rem 1.2rem}header a{color:#d1efff}h1{font-size:1.15rem;margin:0}header p{margin:.2rem 0 0}
main{padding:0 1.2rem 2rem}h2{font-size:1rem;margin:1.4rem 0 .5rem}h2 small{color:#556b82;font-weight:400;margin-left:.4rem}
table{width:100%;border-collapse:collapse;background:#fff;border:1px solid #d9d9d9}
th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid #e5e5e5}th{background:#eff1f2;font-weight:600}
td small{display:block;color:#556b82}code{font:12px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
time,td span{white-space:nowrap}
b.s03,b.s41{color:#256f3a}b.s02,b.s40{color:#aa0808}b.s30{color:#0064d9}form{display:inline;margin-left:.5rem}
@media(max-width:800px){thead{display:none}tr,td{display:block;border:0}tr{border-bottom:1px solid #c4c6c8;padding:.5rem 0}
td{display:grid;grid-template-columns:6.5rem 1fr;padding:.15rem .6rem}td::before{content:attr(data-head);color:#556b82}td>div{min-width:0}}
`
