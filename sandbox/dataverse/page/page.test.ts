import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Reply } from '../call.ts'
import { Faults } from '../control/faults.ts'
import { readFault } from '../control/read-fault.ts'
import { RequestLog } from '../control/request-log.ts'
import { Environment } from '../environment.ts'
import { readLimits } from '../protection/limits.ts'
import { ServiceProtection } from '../protection/service-protection.ts'
import { page } from './page.ts'

test('the overview lists tables with their counts, requests and faults', (t) => {
  const { show, log, faults } = sandbox(t)
  assert.match(show('/').body, /Nobody asked anything yet/)
  log.add({ method: 'PATCH', path: 'accounts(1)', status: 204, milliseconds: 7 }, [{ method: 'PATCH', table: 'account' }])
  faults.add(readFault({ kind: 'throttle', rate: 0.1 }))
  const { body } = show('/')
  assert.match(body, /https:\/\/localhost:8443\/sandbox\/oauth2\/v2\.0\/token/)
  assert.match(body, /transactioncurrency<\/span><span class="count">[1-9]/)
  assert.match(body, /PATCH account<b>1<\/b>/)
  assert.match(body, /throttle<\/span> 429 by requests, Retry-After 1 s<\/td><td>10 % of requests/)
})

test('the overview tells whether it throttles, and what each user has left', (t) => {
  const { show, protection } = sandbox(t)
  assert.match(show('/').body, /It never throttles by itself now/)
  protection.set(readLimits({ servers: 2 }))
  protection.enter({ user: 'somebody', cookie: undefined, isBatch: false }).end()
  const { body } = show('/')
  assert.match(body, /6,000 requests of 1,200 s altogether within 300 s, 52 at a time, on each of 2 servers/)
  assert.match(body, /<td>1<\/td><td><code>somebody<\/code><\/td><td class="number">5,999<\/td>/)
})

test('a table lists the row that changed last first, page by page', (t) => {
  const { show, environment } = sandbox(t)
  for (let n = 1; n <= 120; n++) environment.put('account', id(n), { name: `Customer ${n}` })
  environment.put('account', id(7), { name: 'Customer 7, changed' })
  const first = show('/?table=account').body
  assert.match(first, /120 rows/)
  assert.deepEqual(names(first).slice(0, 3), ['Customer 7, changed', 'Customer 120', 'Customer 119'])
  assert.match(first, /Page 1 of 3/)
  assert.deepEqual(names(show('/?table=account&page=3').body).at(-1), 'Customer 1')
  assert.match(show('/?table=account&page=99').body, /Page 3 of 3/)
  assert.match(show('/?table=account&page=x').body, /Page 1 of 3/)
})

test('a row shows its columns, and a lookup leads to the row it means', (t) => {
  const { show, environment } = sandbox(t)
  environment.put('account', id(1), { name: 'Contoso Group', creditlimit: '12345678901.2300' })
  environment.put('account', id(2), { name: 'Contoso', parentaccountid: { table: 'account', id: id(1) }, statecode: 0 })
  const child = show(`/?table=account&id=${id(2)}`).body
  assert.match(child, new RegExp(`<a href="/\\?table=account&#38;id=${id(1)}">Contoso Group</a><small>account</small>`))
  assert.match(child, /Active<small>0<\/small>/)
  assert.match(show(`/?table=account&id=${id(1)}`).body, /12345678901\.2300/)
})

test('a lookup whose row is gone says so', (t) => {
  const { show, environment } = sandbox(t)
  environment.put('account', id(2), { name: 'Contoso', parentaccountid: { table: 'account', id: id(1) } })
  assert.match(show(`/?table=account&id=${id(2)}`).body, /\(gone\)/)
})

test('what is not there is told with its name', (t) => {
  const { show } = sandbox(t)
  assert.deepEqual([show('/?table=nothing').status, show(`/?table=account&id=${id(1)}`).status], [404, 404])
  assert.match(show('/?table=nothing').body, /There is no table nothing/)
})

test('whatever is stored or asked is shown as text, never as markup', (t) => {
  const { show, environment, log } = sandbox(t)
  const evil = `<img src=x onerror="alert(1)">'&`
  environment.put('account', id(1), { name: evil, telephone1: evil, accountnumber: evil })
  environment.put('account', id(2), { name: 'x', parentaccountid: { table: 'account', id: id(1) } })
  log.add({ method: 'GET', path: evil, status: 404, milliseconds: 1 }, [{ method: 'GET', table: evil }])
  const at = (path: string) => show(path).body
  const query = encodeURIComponent(evil)
  const views = ['/', '/?table=account', `/?table=account&id=${id(1)}`, `/?table=account&id=${id(2)}`]
  for (const view of [...views, `/?table=${query}`, `/?table=account&id=${query}`]) {
    assert.doesNotMatch(at(view), /<img/, view)
    assert.match(at(view), /&#60;img src=x onerror=&#34;/, view)
  }
  assert.match(String(show('/').headers['content-security-policy']), /default-src 'none'/)
})

function sandbox(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-page-'))
  const environment = Environment.open(folder)
  t.after(() => {
    environment.close()
    rmSync(folder, { recursive: true })
  })
  const connection = { tenant: 'sandbox', clientId: 'landbridge', secret: 'landbridge-secret', caFile: 'sandbox-ca.pem' }
  const [log, faults, protection] = [new RequestLog(), new Faults(), new ServiceProtection()]
  const show = (address: string): Reply => {
    const url = new URL(address, 'https://localhost:8443')
    const call = { method: 'GET', url, path: url.pathname, headers: {}, remoteAddress: '127.0.0.1', body: '' }
    return page({ environment, log, faults, protection, connection }, call)
  }
  return { environment, log, faults, protection, show }
}

function id(number: number): string {
  return `11111111-1111-4111-8111-${String(number).padStart(12, '0')}`
}

/** Of the rows listed, in order. */
function names(body: string): string[] {
  return [...body.matchAll(/<tr><td><a [^>]*>([^<]*)<\/a>/g)].map(([, name = '']) => name)
}
