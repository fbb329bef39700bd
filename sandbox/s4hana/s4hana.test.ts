import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { until as patiently } from '../../test/support/until.ts'
import { startS4hana } from './start.ts'

test('an IDoc goes out as S/4HANA sends it and is passed to the port on 200', async (t) => {
  const { target, asked } = await receiver(t, () => 200)
  const s4 = await sandbox(t, { target })
  s4.send(packet(1))
  await until(() => s4.documents()[0]?.statuses.at(-1)?.status === '03')
  assert.equal(asked[0]?.headers['content-type'], 'text/xml; charset=utf-8')
  assert.equal(asked[0]?.headers.authorization, `Basic ${btoa('S4HCLNT100:sandbox')}`)
  assert.match(asked[0]?.headers['user-agent'] ?? '', /^SAP NetWeaver/)
  assert.match(asked[0]?.body ?? '', /^<\?xml[^>]*>\n<DEBMAS07><IDOC BEGIN="1"><EDI_DC40/)
  assert.deepEqual(
    s4.documents()[0]?.statuses.map(({ status }) => status),
    ['30', '03'],
  )
})

test('an IDoc that got no 200 is sent again with the same number', async (t) => {
  const answers = [503, 500]
  const { target, asked } = await receiver(t, () => answers.shift() ?? 200)
  const s4 = await sandbox(t, { target })
  s4.send(packet(1))
  await until(() => s4.documents()[0]?.statuses.at(-1)?.status === '03')
  assert.equal(asked.length, 3)
  assert.equal(new Set(asked.map(({ body }) => body)).size, 1)
})

test('a refused IDoc stays in status 02 until a person sends it again', async (t) => {
  const answers = [400]
  const { target, asked } = await receiver(t, () => answers.shift() ?? 200)
  const s4 = await sandbox(t, { target })
  s4.send(packet(1))
  await until(() => s4.documents()[0]?.statuses.at(-1)?.status === '02')
  s4.send(packet(2))
  await until(() => s4.documents()[1]?.statuses.at(-1)?.status === '03')
  assert.equal(asked.length, 2)
  const again = await fetch(`${s4.url}/_sandbox/resend/0000000000000001`, { method: 'POST' })
  assert.equal(again.status, 202)
  await until(() => s4.documents()[0]?.statuses.at(-1)?.status === '03')
})

test('several IDocs share a packet when the partner profile says so', async (t) => {
  const { target, asked } = await receiver(t, () => 200)
  const s4 = await sandbox(t, { target, packetSize: 10 })
  s4.send(`<DEBMAS07>${idoc(1)}${idoc(2)}${idoc(3)}</DEBMAS07>`)
  await until(() => s4.documents().every(({ statuses }) => statuses.at(-1)?.status === '03'))
  assert.equal(asked.length, 1)
  assert.equal(asked[0]?.body.match(/<IDOC /g)?.length, 3)
})

test('a message of a proxy goes to the address of proxies, with its parts, and again with the same id', async (t) => {
  const failures = [503]
  const { target, asked } = await receiver(t, (url) => (url === '/xi' ? failures.shift() : undefined) ?? 200)
  const s4 = await sandbox(t, { target, documents: true })
  const message = () => s4.documents().find(({ protocol }) => protocol === 'xi')
  await until(() => message()?.statuses.at(-1)?.status === '03')
  const [first, second] = asked.filter(({ url }) => url === '/xi')
  assert.match(
    first?.headers['content-type'] ?? '',
    /^multipart\/related; boundary=SAP_[\w-]+_END; type="text\/xml"; start="<soap-1@sap.com>"$/,
  )
  assert.match(first?.body ?? '', /^--SAP_[\s\S]*<SAP:Interface namespace="urn:landbridge:\w+">\w+_Out<[\s\S]*--SAP_[\w-]+_END--/)
  assert.equal(second?.body, first?.body)
})

test('a number that is taken is not given twice', async (t) => {
  const { target } = await receiver(t, () => 200)
  const s4 = await sandbox(t, { target })
  const [first, second] = [s4.send(packet(1)), s4.send(packet(1))]
  assert.equal(first[0]?.docnum, '0000000000000001')
  assert.notEqual(second[0]?.docnum, first[0]?.docnum)
  assert.match(second[0]?.xml ?? '', new RegExp(`<DOCNUM>${second[0]?.docnum}<`))
})

test('what was sent before a restart is not sent again', async (t) => {
  const { target, asked } = await receiver(t, () => 200)
  const folder = temporaryFolder(t)
  const first = await sandbox(t, { target, folder })
  first.send(packet(1))
  await until(() => first.documents()[0]?.statuses.at(-1)?.status === '03')
  await first.close()
  const second = await sandbox(t, { target, folder })
  second.send(packet(2))
  await until(() => second.documents()[1]?.statuses.at(-1)?.status === '03')
  assert.equal(second.documents()[0]?.sends, 1)
  assert.equal(asked.length, 2)
})

test('answers are listed for each IDoc they speak of', async (t) => {
  const s4 = await sandbox(t, { target: 'http://127.0.0.1:9/idoc' })
  const status = '<E1STATS SEGMENT="1"><DOCNUM>0000000000000001</DOCNUM><STATUS>53</STATUS><STATXT>Posted</STATXT></E1STATS>'
  const taken = await fetch(`${s4.url}/sap/bc/idoc_xml?sap-client=100`, {
    method: 'POST',
    body: `<STATUS01><IDOC><EDI_DC40></EDI_DC40>${status}</IDOC></STATUS01>`,
  })
  assert.equal(taken.status, 200)
  const { items } = (await (await fetch(`${s4.url}/_sandbox/answers`)).json()) as { items: { docnum: string; status: string }[] }
  assert.deepEqual([items[0]?.docnum, items[0]?.status], ['0000000000000001', '53'])
})

test('a test of the connection reaches every address of answers, and nothing is taken', async (t) => {
  const s4 = await sandbox(t, { target: 'http://127.0.0.1:9/idoc' })
  for (const path of ['/sap/bc/idoc_xml', '/sap/bc/srt/idoc', '/sap/xi/engine']) {
    const answer = await fetch(`${s4.url}${path}?sap-client=100`)
    assert.deepEqual([answer.status, await answer.text()], [500, 'Empty HTTP request received'], path)
  }
  assert.deepEqual(await (await fetch(`${s4.url}/_sandbox/answers`)).json(), { items: [] })
})

test('what is no IDoc is refused as an answer, and not listed', async (t) => {
  const s4 = await sandbox(t, { target: 'http://127.0.0.1:9/idoc' })
  for (const [path, body] of [
    ['idoc_xml', 'garbage'],
    ['idoc_xml', ''],
    ['idoc_xml', '<STATUS01><IDOC></IDOC></STATUS01>'],
    ['srt/idoc', ''],
    ['srt/idoc', '<STATUS01><IDOC><EDI_DC40/></IDOC></STATUS01>'],
  ] as const) {
    const refused = await fetch(`${s4.url}/sap/bc/${path}`, { method: 'POST', body })
    assert.equal(refused.status, 500, path)
    assert.match(await refused.text(), path === 'idoc_xml' ? /^Error in IDoc XML/ : /<soap-env:Fault>/)
  }
  assert.deepEqual(await (await fetch(`${s4.url}/_sandbox/answers`)).json(), { items: [] })
})

test('the page shows what a document says as text, never as markup', async (t) => {
  const { target } = await receiver(t, () => 200)
  const s4 = await sandbox(t, { target })
  s4.send(packet(1).replace('<RCVPRN>LANDBRIDGE', '<RCVPRN>&lt;img src=x>'))
  const html = await (await fetch(s4.url)).text()
  assert.match(html, /0000000000000001/)
  assert.doesNotMatch(html, /<img/)
})

function idoc(number: number): string {
  const header = `<DOCNUM>${String(number).padStart(16, '0')}</DOCNUM><IDOCTYP>DEBMAS07</IDOCTYP><MESTYP>DEBMAS</MESTYP>`
  return `<IDOC BEGIN="1"><EDI_DC40 SEGMENT="1">${header}<RCVPRN>LANDBRIDGE</RCVPRN></EDI_DC40></IDOC>`
}

function packet(number: number): string {
  return `<?xml version="1.0"?><DEBMAS07>${idoc(number)}</DEBMAS07>`
}

async function sandbox(t: TestContext, options: { target: string; folder?: string; packetSize?: number; documents?: boolean }) {
  const folder = options.folder ?? temporaryFolder(t)
  const s4 = await startS4hana({ port: 0, user: 'S4HCLNT100', password: 'sandbox', documents: false, ...options, folder })
  t.after(() => s4.close())
  return s4
}

async function receiver(t: TestContext, answer: (url: string) => number) {
  const asked: { url: string; headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { url = '' } = request
    asked.push({ url, headers: request.headers, body })
    response.writeHead(answer(url)).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return { asked, target: `http://127.0.0.1:${(server.address() as AddressInfo).port}/idoc` }
}

function until(isSo: () => boolean): Promise<boolean> {
  return patiently('it was so', async () => isSo())
}
