import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { startS4hana } from '../../sandbox/s4hana/start.ts'
import { freePort } from '../../src/store/embedded/free-port.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { until } from '../support/until.ts'

test('a company flows over IDoc XML, SOAP and XI, its invoices first, and SAP hears of every document', async (t) => {
  const { product, sandbox } = await landscape(t)
  const send = async (body: object) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${sandbox.url}/_sandbox/send-company`, { method: 'POST', headers, body: JSON.stringify(body) })
    assert.equal(answer.status, 202, await answer.text())
  }
  await send({ sets: ['invoices', 'credit', 'stock'], limit: 30 })
  await until('they arrived', async () => sandbox.documents().every(({ statuses }) => statuses.at(-1)?.status === '03'))
  await send({ sets: ['materials'], limit: 30, protocol: 'soap' })
  await send({ sets: ['customers'], limit: 30 })

  await until('every document is answered with 41', async () => (await standings(sandbox.url)).every((status) => status === '41'))
  const counts = await Promise.all(
    ['accounts', 'products', 'lb_customerinventories', 'lb_creditaccounts', 'invoices'].map(
      async (set) => (await product.rows(set)).length,
    ),
  )
  assert.deepEqual(counts, [30, 30, 60, 30, 30])
  const invoices = await product.rows<{ totalamount: number; lb_saptotal: number }>('invoices')
  assert.deepEqual(
    invoices.filter(({ totalamount, lb_saptotal }) => totalamount !== lb_saptotal),
    [],
  )
  const { items } = await product.get<{ items: { channel: string }[] }>('/api/messages?limit=200')
  assert.deepEqual([...new Set(items.map(({ channel }) => channel))].toSorted(), ['idoc-http', 'idoc-soap', 'xi-http'])

  const page = await (await fetch(`${sandbox.url}/?type=MATMAS05&status=41`)).text()
  assert.match(page, /3 posted \(41\)/)
  assert.doesNotMatch(page, /DEBMAS07<small>/)
})

/** The sandbox S/4HANA in front of a whole Landbridge that answers it. */
async function landscape(t: TestContext) {
  const port = await freePort()
  const product = await landbridge(t, (settings) => ({ ...settings, answers: answersTo(port) }))
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-company-'))
  const sender = { target: `${product.url}/idoc`, user: 'S4HCLNT100', password: 'sandbox' }
  const sandbox = await startS4hana({ port, folder, documents: false, ...sender })
  t.after(async () => {
    await sandbox.close()
    rmSync(folder, { recursive: true })
  })
  return { product: product as TestLandbridge, sandbox }
}

function answersTo(port: number) {
  const usual = {
    system: 'S4HCLNT100',
    user: 'LANDBRIDGE',
    password: 'sandbox',
    soap: false,
    logicalSystem: 'LANDBRIDGE',
    port: 'LANDBRIDGE',
  }
  const rest = { receiverPort: 'SAPS4H', interfaces: [], timeoutMs: 60_000 }
  const at = `http://127.0.0.1:${port}`
  return [
    { ...usual, ...rest, url: `${at}/sap/bc/idoc_xml?sap-client=100`, format: 'STATUS' as const },
    { ...usual, ...rest, url: `${at}/sap/xi/engine?type=receiver&sap-client=100`, format: 'XI' as const },
  ]
}

async function standings(url: string): Promise<string[]> {
  const { items } = (await (await fetch(`${url}/_sandbox/documents`)).json()) as { items: { standing: { status: string } }[] }
  return items.map(({ standing }) => standing.status)
}
