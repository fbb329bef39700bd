import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { clientCertificate } from '../../../test/support/client-certificate.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import type { Call } from '../call.ts'
import { Registrations } from '../entra/registrations.ts'
import { ServiceProtection } from '../protection/service-protection.ts'
import { answerOfControl, type Control } from './control.ts'
import { Faults } from './faults.ts'
import { isFromHere } from './is-from-here.ts'
import { operationsOf } from './operations.ts'
import { readFault } from './read-fault.ts'
import { RequestLog } from './request-log.ts'
import { Snapshots } from './snapshots.ts'

const accounts = new Map([['accounts', 'account']])
const operations = (method: string, path: string, body = '') => operationsOf({ method, path, body }, (set) => accounts.get(set))

test('a request is counted for the table it is about', () => {
  assert.deepEqual(operations('PATCH', "accounts(accountnumber='4711')"), [{ method: 'PATCH', table: 'account' }])
  assert.deepEqual(operations('GET', 'WhoAmI'), [{ method: 'GET', table: 'WhoAmI' }])
  assert.deepEqual(operations('GET', '%E0%A4'), [{ method: 'GET', table: '%E0%A4' }])
})

test('a batch is counted for itself and for each of its parts', () => {
  const part = (line: string) => `--b\r\nContent-Type: application/http\r\n\r\n${line} HTTP/1.1\r\n\r\n{"name":"GET x"}\r\n`
  const body =
    part('PATCH /api/data/v9.2/accounts(1)') + part('POST https://localhost:8443/api/data/v9.2/accounts') + part('GET WhoAmI')
  assert.deepEqual(operations('POST', '$batch', body), [
    { method: 'POST', table: '$batch' },
    { method: 'PATCH', table: 'account' },
    { method: 'POST', table: 'account' },
    { method: 'GET', table: 'WhoAmI' },
  ])
})

test('what refers to another part of its batch is counted for the table of that part', () => {
  const part = (id: number, line: string) => `--c\r\nContent-ID: ${id}\r\n\r\n${line} HTTP/1.1\r\n\r\n{}\r\n`
  const body =
    part(70, 'POST accounts') + part(71, 'PATCH $70') + part(72, 'POST $71/contact_customer_accounts') + part(73, 'GET $99')
  assert.deepEqual(
    operations('POST', '$batch', body).map(({ table }) => table),
    ['$batch', 'account', 'account', 'account', '$content-id'],
  )
})

test('the head can be asked for, and what is not there or no number is refused', (t) => {
  const control = controls(t)
  assert.equal(ask(control, 'HEAD', '/_sandbox/requests').status, 200)
  assert.equal(ask(control, 'HEAD', '/_sandbox/faults').status, 200)
  assert.equal(ask(control, 'DELETE', '/_sandbox/faults/999').status, 404)
  for (const limit of ['0', 'abc', '-1', '1.5']) {
    const { status, body } = ask(control, 'GET', `/_sandbox/requests?limit=${limit}`)
    assert.deepEqual([status, body.error], [400, 'limit must be a whole number from 1'])
  }
})

test('requests are counted by method and table and the last ones are listed', (t) => {
  const control = controls(t)
  for (const path of ['accounts(1)', 'accounts(2)', 'WhoAmI']) {
    const method = path === 'WhoAmI' ? 'GET' : 'PATCH'
    control.log.add({ method, path, status: 204, milliseconds: 1 }, operations(method, path))
  }
  const { total, counts, items } = ask(control, 'GET', '/_sandbox/requests?limit=2').body
  assert.equal(total, 3)
  assert.deepEqual(counts, [
    { method: 'PATCH', table: 'account', count: 2 },
    { method: 'GET', table: 'WhoAmI', count: 1 },
  ])
  assert.deepEqual(
    items.map(({ path }: { path: string }) => path),
    ['WhoAmI', 'accounts(2)'],
  )
})

test('only the last requests are kept, all are counted', () => {
  const log = new RequestLog()
  for (let i = 0; i < 2000; i++)
    log.add({ method: 'GET', path: `${i}`, status: 200, milliseconds: 1 }, [{ method: 'GET', table: 'x' }])
  assert.deepEqual([log.total, log.counts[0]?.count, log.recent(9999).length, log.recent(1)[0]?.path], [2000, 2000, 500, '1999'])
})

test('a fault hits the next requests it is meant for, and is over', (t) => {
  const control = controls(t)
  const added = ask(control, 'POST', '/_sandbox/faults', {
    kind: 'throttle',
    retryAfter: 2,
    next: 2,
    table: 'account',
    method: 'PATCH',
  })
  assert.equal(added.status, 201)
  const strike = (method: string, path: string) => control.faults.strike(operations(method, path)).fault?.kind
  assert.deepEqual(
    [strike('GET', 'accounts'), strike('PATCH', 'contacts(1)'), strike('PATCH', 'accounts(1)')],
    [undefined, undefined, 'throttle'],
  )
  assert.deepEqual(ask(control, 'GET', '/_sandbox/faults').body.items, [
    { id: 1, kind: 'throttle', limit: 'requests', retryAfter: 2, next: 2, table: 'account', method: 'PATCH', left: 1, hits: 1 },
  ])
  assert.deepEqual([strike('PATCH', 'accounts(1)'), strike('PATCH', 'accounts(1)')], ['throttle', undefined])
  assert.deepEqual(control.faults.active, [])
})

test('a fault with a rate hits that share of the requests', () => {
  const faults = new Faults()
  faults.add(readFault({ kind: 'drop-after-commit', rate: 0.25 }))
  const hits = Array.from({ length: 4000 }, () => faults.strike(operations('GET', 'accounts')).fault).filter(Boolean).length
  assert.ok(hits > 800 && hits < 1200, `${hits} of 4000`)
})

test('latency comes on top of another fault, of two others the first one hits', () => {
  const faults = new Faults()
  for (const kind of ['latency', 'error', 'throttle']) faults.add(readFault({ kind, next: 1 }))
  const first = faults.strike(operations('GET', 'accounts'))
  assert.deepEqual([first.latency, first.fault?.kind], [1000, 'error'])
  const second = faults.strike(operations('GET', 'accounts'))
  assert.deepEqual([second.latency, second.fault?.kind], [0, 'throttle'])
})

test('a request that is late goes on when the fault is ended', async (t) => {
  const control = controls(t)
  ask(control, 'POST', '/_sandbox/faults', [{ kind: 'latency', milliseconds: 600_000 }, { kind: 'throttle' }])
  for (const address of ['/_sandbox/faults/1', '/_sandbox/faults']) {
    const late = control.faults.delay(600_000)
    ask(control, 'DELETE', address)
    await late
  }
})

test('what is no fault is refused with a sentence, and none of its list is taken', (t) => {
  const control = controls(t)
  const cases: [unknown, RegExp][] = [
    [{ kind: 'flood' }, /kind must be one of throttle, latency, error, drop-before-commit/],
    [{ kind: 'throttle', rate: 2 }, /^rate: /],
    [{ kind: 'throttle', rate: 0.5, next: 1 }, /by rate or by next/],
    [{ kind: 'throttle', often: 1 }, /often/],
    [[{ kind: 'throttle' }, { kind: 'flood' }], /kind must be/],
  ]
  for (const [input, sentence] of cases) {
    const { status, body } = ask(control, 'POST', '/_sandbox/faults', input)
    assert.equal(status, 400)
    assert.match(body.error, sentence)
  }
  assert.equal(answerOfControl(control, call('POST', '/_sandbox/faults', 'no json'))?.status, 400)
  assert.deepEqual(control.faults.active, [])
})

test('a reset puts back the rows, ends the faults and counts from nothing', (t) => {
  let resets = 0
  const control = { ...controls(t), resetRows: () => resets++ }
  control.faults.add(readFault({ kind: 'throttle' }))
  control.log.add({ method: 'GET', path: 'x', status: 200, milliseconds: 1 }, operations('GET', 'x'))
  assert.equal(ask(control, 'POST', '/_sandbox/reset').status, 200)
  assert.deepEqual([resets, control.faults.active.length, control.log.total], [1, 0, 0])
})

test('faults end one by one or all at once', (t) => {
  const control = controls(t)
  ask(control, 'POST', '/_sandbox/faults', [{ kind: 'throttle' }, { kind: 'latency' }])
  assert.equal(ask(control, 'DELETE', '/_sandbox/faults/1').body.items.length, 1)
  assert.deepEqual(ask(control, 'DELETE', '/_sandbox/faults').body.items, [])
})

test('a form of the page leads back to it', (t) => {
  const control = controls(t)
  const headers = { accept: 'text/html,*/*', 'content-type': 'application/x-www-form-urlencoded' }
  const reply = answerOfControl(control, { ...call('POST', '/_sandbox/faults', 'kind=latency&next=5&table=&method='), headers })
  assert.deepEqual([reply?.status, reply?.headers.location], [303, '/'])
  assert.deepEqual(control.faults.active[0]?.fault, { kind: 'latency', milliseconds: 1000, next: 5 })
})

test('limits are set and ended by the forms of the page as well', (t) => {
  const control = controls(t)
  const headers = { accept: 'text/html,*/*', 'content-type': 'application/x-www-form-urlencoded' }
  const form = (path: string, body: string) => answerOfControl(control, { ...call('POST', path, body), headers })
  assert.equal(form('/_sandbox/limits', 'servers=3&requests=&concurrent=5')?.status, 303)
  assert.deepEqual(
    [control.protection.limits?.servers, control.protection.limits?.requests, control.protection.limits?.concurrent],
    [3, 6000, 5],
  )
  assert.equal(form('/_sandbox/limits/clear', '')?.status, 303)
  assert.equal(control.protection.limits, undefined)
})

test('JSON is taken as such, also when curl calls it a form', (t) => {
  const control = controls(t)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const reply = answerOfControl(control, { ...call('POST', '/_sandbox/faults', '{"kind":"throttle"}'), headers })
  assert.equal(reply?.status, 201)
})

test('a certificate is registered, anything else is not', async (t) => {
  const control = controls(t)
  const { pem, certificate } = await clientCertificate('CN=landbridge')
  assert.equal(answerOfControl(control, call('POST', '/_sandbox/certificates', pem))?.status, 201)
  assert.deepEqual(
    control.registrations.certificates().map(({ fingerprint256 }) => fingerprint256),
    [certificate.fingerprint256],
  )
  assert.equal(answerOfControl(control, call('POST', '/_sandbox/certificates', 'no certificate'))?.status, 400)
})

test('only this machine, and no web page of somebody else, may steer', () => {
  const here = call('POST', '/_sandbox/reset')
  assert.ok(isFromHere(here))
  assert.ok(isFromHere({ ...here, headers: { origin: 'https://localhost:8443', 'sec-fetch-site': 'same-origin' } }))
  assert.ok(!isFromHere({ ...here, headers: { origin: 'https://example.com' } }))
  assert.ok(!isFromHere({ ...here, headers: { origin: 'null' } }))
  assert.ok(!isFromHere({ ...here, headers: { 'sec-fetch-site': 'cross-site' } }))
  assert.ok(!isFromHere({ ...here, remoteAddress: '192.168.1.7' }))
  assert.ok(!isFromHere({ ...here, url: new URL('https://rebound.example.com:8443/_sandbox/reset') }))
  const linked = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  assert.ok(isFromHere({ ...call('GET', '/'), headers: linked }))
  assert.ok(!isFromHere({ ...here, headers: linked }))
})

function controls(t: TestContext): Control {
  const folder = temporaryFolder(t)
  return {
    log: new RequestLog(),
    faults: new Faults(),
    protection: new ServiceProtection(),
    registrations: new Registrations([], [], folder),
    resetRows: () => {},
    expireTokens: () => {},
    snapshots: new Snapshots(join(folder, 'snapshots'), () => ({ rowChanges: [], restore: () => {} })),
    setIndexTime: () => {},
    addApp: () => assert.fail(),
    tokens: { lifetime: 3599, revoke: () => {} },
  }
}

function call(method: string, address: string, body = ''): Call {
  const url = new URL(address, 'https://localhost:8443')
  return { method, url, path: url.pathname, headers: {}, remoteAddress: '127.0.0.1', body }
}

function ask(control: Control, method: string, address: string, input?: unknown) {
  const reply = answerOfControl(control, call(method, address, JSON.stringify(input)))
  assert.ok(reply)
  return { status: reply.status, body: JSON.parse(reply.body) }
}
