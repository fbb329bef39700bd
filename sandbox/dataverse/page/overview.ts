import type { ActiveFault, Faults } from '../control/faults.ts'
import type { LoggedRequest, RequestLog } from '../control/request-log.ts'
import type { ServiceProtection } from '../protection/service-protection.ts'
import { type Html, html } from './html.ts'
import { limitsCard } from './limits-card.ts'
import { moment } from './moment.ts'

/** What a client has to be told. It is no secret: it opens this sandbox alone, and only on this machine. */
export interface Connection {
  readonly origin: string
  readonly tenant: string
  readonly clientId: string
  readonly secret: string
  readonly caFile: string
}

interface Overview {
  readonly log: RequestLog
  readonly faults: Faults
  readonly protection: ServiceProtection
  readonly connection: Connection
}

/** How to connect, what was asked lately, and what goes wrong on purpose. */
export function overview({ log, faults, protection, connection }: Overview): Html {
  return html`<div class="head"><h1>Overview</h1><span class="note">${log.total} requests since the start</span></div>
${faultsCard(faults.active)}${limitsCard(protection)}${requestsCard(log)}${connectionCard(connection)}
<form class="note" method="post" action="/_sandbox/reset"><button>Reset</button>All rows go back to what they were at the first start; faults end, limits are what they were at the start, and counting begins anew.</form>`
}

function connectionCard({ origin, tenant, clientId, secret, caFile }: Connection): Html {
  const lines = {
    'Web API': `${origin}/api/data/v9.2/`,
    'Token endpoint': `${origin}/${tenant}/oauth2/v2.0/token`,
    'Client id, secret': `${clientId}, ${secret}`,
    Scope: `${origin}/.default`,
    'Certificate to trust': caFile,
  }
  const rows = Object.entries(lines).map(([name, value]) => html`<tr><th>${name}</th><td><code>${value}</code></td></tr>`)
  return html`<section class="card"><header><h2>Connect</h2></header><table class="columns"><tbody>${rows}</tbody></table></section>`
}

function faultsCard(active: readonly ActiveFault[]): Html {
  const clear = html`<form class="end" method="post" action="/_sandbox/faults/clear"><button>End all</button></form>`
  return html`<section class="card"><header><h2>Faults</h2>${active.length > 0 ? clear : undefined}</header>
${active.length === 0 ? html`<p>Nothing goes wrong on purpose now.</p>` : faultTable(active)}${faultForm}</section>`
}

function faultTable(active: readonly ActiveFault[]): Html {
  return html`<table><thead><tr><th>Fault</th><th>Hits</th><th>Whom</th><th class="number">So far</th></tr></thead>
<tbody>${active.map(faultRow)}</tbody></table>`
}

function faultRow({ fault, left, hits }: ActiveFault): Html {
  const { kind, rate, table, method } = fault
  const often =
    left !== undefined
      ? `the next ${left}`
      : rate === undefined
        ? 'every request'
        : `${(rate * 100).toFixed(1).replace('.0', '')} % of requests`
  return html`<tr><td><span class="tag warn">${kind}</span> ${details(fault)}</td><td>${often}</td><td>${method ?? 'any method'}, ${table ?? 'any table'}</td><td class="number">${hits}</td></tr>`
}

function details(fault: ActiveFault['fault']): string {
  if (fault.kind === 'throttle') return `429 by ${fault.limit}, Retry-After ${fault.retryAfter} s`
  if ('milliseconds' in fault) return `${fault.milliseconds} ms`
  return fault.kind === 'error' ? `${fault.status} ${fault.code}` : ''
}

const faultForm = html`<form class="line" method="post" action="/_sandbox/faults">
<label>Let go wrong <select name="kind"><option value="throttle">throttle: 429, try later</option><option value="error">error: 500</option><option value="latency">latency: a second more</option><option value="drop-before-commit">drop before commit</option><option value="drop-after-commit">drop after commit</option><option value="hang-after-commit">hang after commit</option></select></label>
<label>Next requests <input name="next" type="number" min="1" value="5"></label>
<label>Only method <select name="method"><option value="">any</option><option>GET</option><option>POST</option><option>PATCH</option><option>DELETE</option></select></label>
<label>Only table <input name="table" placeholder="any"></label>
<button>Start</button></form>`

function requestsCard(log: RequestLog): Html {
  const recent = log.recent(100)
  if (recent.length === 0)
    return html`<section class="card"><header><h2>Requests</h2></header><p>Nobody asked anything yet.</p></section>`
  const tiles = log.counts
    .slice(0, 24)
    .map(({ method, table, count }) => html`<span class="tile">${method} ${table}<b>${count}</b></span>`)
  return html`<section class="card"><header><h2>Requests</h2></header><div class="tiles">${tiles}</div>
<div class="scroll"><table><thead><tr><th>When</th><th>Method</th><th>Path</th><th>Answer</th><th class="number">Time</th></tr></thead>
<tbody>${recent.map(requestRow)}</tbody></table></div></section>`
}

function requestRow({ at, method, path, status, milliseconds, fault }: LoggedRequest): Html {
  const note = fault === undefined ? undefined : html` <span class="tag warn">${fault}</span>`
  return html`<tr><td class="keep">${moment(at)}</td><td class="keep">${method}</td><td><code>${path}</code></td><td class="keep">${statusTag(status)}${note}</td><td class="number keep">${milliseconds} ms</td></tr>`
}

function statusTag(status: number): Html {
  const colour = status === 0 || status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good'
  return html`<span class="tag ${colour}">${status === 0 ? 'dropped' : status}</span>`
}
