import type { ServiceProtection } from '../protection/service-protection.ts'
import { type Html, html } from './html.ts'

/** Whether the sandbox throttles by itself, what each user has left on each server, and how to switch it. */
export function limitsCard(protection: ServiceProtection): Html {
  const { limits } = protection
  if (limits === undefined)
    return html`<section class="card"><header><h2>Limits</h2></header><p>It never throttles by itself now.</p>
<form class="line" method="post" action="/_sandbox/limits"><label>Servers <input name="servers" type="number" min="1" max="64" value="1"></label>
<label>Requests <input name="requests" type="number" min="1" value="6000"></label><label>Within seconds <input name="windowSeconds" type="number" min="1" value="300"></label>
<label>At a time <input name="concurrent" type="number" min="1" value="52"></label><button>Throttle</button></form></section>`
  const { requests, windowSeconds, executionMilliseconds, concurrent, servers } = limits
  const rows = protection
    .left()
    .map(
      ({ server, user, requests, milliseconds }) =>
        html`<tr><td>${server}</td><td><code>${user}</code></td><td class="number">${requests.toLocaleString('en')}</td><td class="number">${Math.round(milliseconds / 1000).toLocaleString('en')} s</td></tr>`,
    )
  return html`<section class="card"><header><h2>Limits</h2><form class="end" method="post" action="/_sandbox/limits/clear"><button>End</button></form></header>
<p>A user may make ${requests.toLocaleString('en')} requests of ${(executionMilliseconds / 1000).toLocaleString('en')} s altogether within ${windowSeconds} s, ${concurrent} at a time, on each of ${servers} ${servers === 1 ? 'server' : 'servers'}.</p>
${rows.length === 0 ? undefined : html`<table><thead><tr><th>Server</th><th>User</th><th class="number">Requests left</th><th class="number">Time left</th></tr></thead><tbody>${rows}</tbody></table>`}</section>`
}
