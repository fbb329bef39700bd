import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Settings } from '../../src/settings/settings.ts'
import { openXi } from '../../src/xi/parse.ts'
import { answerSettings } from '../support/answer-settings.ts'
import { command } from '../support/command.ts'
import { asAdmin, basic } from '../support/credentials.ts'
import { debmas, docnum, matmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { withViewer } from '../support/monitor-page.ts'
import { until } from '../support/until.ts'
import { xiIdOf, xiMessage } from '../support/xi-messages.ts'

type Answers = Settings['answers'][number]

interface RefusedPage {
  items: Record<'messageId' | 'idoc' | 'type' | 'interface' | 'system' | 'channel' | 'reason' | 'since' | 'nextTryAt', string>[]
  next?: string
}

interface Told {
  answer: { sentAt?: string; givenUpAt?: string; isRefused: boolean }
  deeds: { who: string; action: string; reason?: string; detail?: string }[]
}

/** SAP's service for inbound IDocs; it refuses as many calls as it is told to. */
async function sapService(t: TestContext, options: Partial<Answers> = {}, path = '/sap/bc/idoc_xml?sap-client=100') {
  const taken: { method: string; url: string; authorization: string; body: string }[] = []
  const service = {
    taken,
    refuse: 0,
    /** What it answers when it finds something wrong with the content of a call. */
    wrong: (_body: string): { status: number; says: string } | undefined => undefined,
    settings: (settings: Settings) => settings,
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (service.refuse-- > 0) return response.writeHead(503).end('<html><body>ICM overload</body></html>')
    const { method = '', url = '', headers } = request
    const body = Buffer.concat(chunks).toString()
    const wrong = service.wrong(body)
    if (wrong !== undefined) return response.writeHead(wrong.status).end(wrong.says)
    taken.push({ method, url, authorization: headers.authorization ?? '', body })
    response.end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const answers = answerSettings(`http://127.0.0.1:${port}${path}`, options)
  service.settings = (settings) => ({ ...settings, answers: [answers] })
  return service
}

const pump = { material: '20010', text: 'Pump', fields: { MSGFN: '005', MEINS: 'PCE' } }

test('SAP is told of each IDoc what was done to which row', async (t) => {
  const sap = await sapService(t)
  const product = await landbridge(t, sap.settings)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Beispiel' } }))
  await until('the answer came', async () => sap.taken.length === 1)
  const [account] = await product.rows<{ accountid: string }>('accounts?$select=accountid')
  const [{ url, authorization, body } = { url: '', authorization: '', body: '' }] = sap.taken
  assert.equal(url, '/sap/bc/idoc_xml?sap-client=100')
  assert.equal(Buffer.from(authorization.slice(6), 'base64').toString(), 'LANDBRIDGE:geheim')
  assert.match(
    body,
    /^<\?xml[^>]*>\n<SYSTAT01><IDOC BEGIN="1"><EDI_DC40 SEGMENT="1"><TABNAM>EDI_DC40<\/TABNAM><DIRECT>2<\/DIRECT>/,
  )
  assert.match(body, /<SNDPRN>LANDBRIDGE<\/SNDPRN><RCVPOR>SAPS4H<\/RCVPOR><RCVPRT>LS<\/RCVPRT><RCVPRN>S4HCLNT100<\/RCVPRN>/)
  for (const field of [
    `<DOCNUM>${docnum(1)}</DOCNUM><LOGDAT>`,
    '<STATUS>41</STATUS><STATYP>S</STATYP><STAPA1>business-partner/4711</STAPA1><STAPA2>create</STAPA2><STAPA3>account</STAPA3>',
    `<STATXT>account created: business-partner/4711</STATXT><ARCKEY>account/${account?.accountid}</ARCKEY>`,
  ]) {
    assert.ok(body.includes(field), `${field} in ${body}`)
  }
  await until('it is noted that it was sent', async () => {
    const { answer } = await product.get<{ answer: { sentAt?: string } }>('/api/messages/1')
    return answer.sentAt
  })
})

test('of an IDoc with many objects SAP hears when the last of them has ended, and of one that was given up', async (t) => {
  const sap = await sapService(t)
  const product = await landbridge(t, sap.settings)
  await product.post(matmas(1, [pump, { material: '20012', text: 'Cable', fields: { MEINS: 'XZQ' } }]))
  await product.settled()
  // Answers go in the order of their messages: one to the first would come before this one, or with it.
  await product.post(debmas({ docnum: 2, customer: 4711, fields: { NAME1: 'Beispiel' } }))
  await until('the later one is answered', async () => sap.taken.length === 1)
  assert.deepEqual(numbersIn(sap.taken), [docnum(2)])
  await product.act('/api/messages/1/cancel', { reason: 'no such unit' })
  await until('the answer came', async () => sap.taken.length === 2)
  const body = sap.taken[1]?.body ?? ''
  assert.match(body, /<STATUS>41<\/STATUS>.*<STAPA1>material\/20010<\/STAPA1>/)
  assert.match(body, /<STATUS>40<\/STATUS><STATYP>E<\/STATYP><STAPA1>material\/20012<\/STAPA1>.*no such unit/)
})

test('answers that SAP does not take are sent again, in order, and it is seen why', async (t) => {
  const sap = await sapService(t)
  const product = await landbridge(t, sap.settings)
  sap.refuse = Number.POSITIVE_INFINITY
  for (const number of [1, 2, 3])
    await product.post(debmas({ docnum: number, customer: number, fields: { NAME1: `C${number}` } }))
  await until('it is seen why', async () => {
    const { answer } = await product.get<{ answer?: { reason?: string } }>('/api/messages/1')
    return answer?.reason?.includes('S4HCLNT100 answered 503 to a STATUS IDoc: ICM overload')
  })
  await product.settled()
  const failing = await until('the channel tells it', async () => {
    const [backlog] = (await channelOf(product, 'sap-idoc')).answers ?? []
    return backlog?.waiting === 3 && backlog
  })
  assert.match(failing.reason ?? '', /^S4HCLNT100 answered 503 to a STATUS IDoc: ICM overload/)
  assert.deepEqual([failing.system, failing.refused], ['S4HCLNT100', 0])
  assert.ok(Date.parse(failing.since ?? '') <= Date.parse(failing.nextTryAt ?? ''))
  const { idoc } = await product.get<{ idoc: string }>(`/api/messages/${failing.messageId}`)
  assert.equal(idoc, docnum(1))
  const metrics = await (await fetch(`${product.url}/metrics`)).text()
  assert.match(metrics, /^landbridge_answers_waiting\{channel="sap-idoc",system="S4HCLNT100"\} 3$/m)
  assert.match(metrics, /^landbridge_answers_refused\{channel="sap-idoc",system="S4HCLNT100"\} 0$/m)
  assert.match(metrics, /^landbridge_oldest_answer_seconds\{channel="sap-idoc",system="S4HCLNT100"\} (?!0$)[\d.]+$/m)
  sap.refuse = 0
  await until('all answers came', async () => numbersIn(sap.taken).length === 3)
  assert.deepEqual(numbersIn(sap.taken), [1, 2, 3].map(docnum))
  await until('the channel has nothing to tell', async () => {
    const { answers } = await channelOf(product, 'sap-idoc')
    return isDeepStrictEqual(answers, [{ system: 'S4HCLNT100', waiting: 0, refused: 0 }])
  })
  assert.match(
    await (await fetch(`${product.url}/metrics`)).text(),
    /^landbridge_oldest_answer_seconds\{channel="sap-idoc",system="S4HCLNT100"\} 0$/m,
  )
})

test('an answer that SAP refuses for what it says holds up no other one, and goes when SAP takes it', async (t) => {
  const sap = await sapService(t)
  const product = await landbridge(t, sap.settings)
  sap.refuse = Number.POSITIVE_INFINITY
  for (const number of [1, 2, 3, 4, 5])
    await product.post(debmas({ docnum: number, customer: number, fields: { NAME1: `C${number}` } }))
  await product.settled()
  const isAbout = (body: string, number: number) => body.includes(`<DOCNUM>${docnum(number)}</DOCNUM>`)
  // The first one, and one in the midst of others.
  sap.wrong = (body) => (isAbout(body, 1) || isAbout(body, 4) ? { status: 500, says: 'Conversion error' } : undefined)
  sap.refuse = 0
  await until('the others came', async () => numbersIn(sap.taken).length === 3)
  assert.deepEqual(numbersIn(sap.taken), [2, 3, 5].map(docnum))
  const left = await until('the channel tells of those two', async () => {
    const [backlog] = (await channelOf(product, 'sap-idoc')).answers ?? []
    return backlog?.waiting === 2 && backlog.refused === 2 && backlog
  })
  assert.match(left.reason ?? '', /^S4HCLNT100 answered 500 to a STATUS IDoc: Conversion error/)
  sap.wrong = () => undefined
  await until('these came too', async () => numbersIn(sap.taken).length === 5)
  assert.deepEqual(numbersIn(sap.taken).slice(3).toSorted(), [1, 4].map(docnum))
})

test('what SAP refuses for ever is listed and given up with a reason by who may, and is told anew when the message is restarted', async (t) => {
  const sap = await sapService(t)
  const product = await landbridge(t, (settings) => withViewer(sap.settings(settings)))
  sap.wrong = (body) => (/<DOCNUM>0+[12]<\/DOCNUM>/.test(body) ? { status: 500, says: 'No such IDoc' } : undefined)
  for (const number of [1, 2, 3])
    await product.post(debmas({ docnum: number, customer: number, fields: { NAME1: `C${number}` } }))
  const listed = () => product.get<RefusedPage>('/api/answers/refused')
  const { items } = await until('both are listed', async () => {
    const page = await listed()
    return page.items.length === 2 && page
  })
  await until('the third one came', async () => numbersIn(sap.taken).includes(docnum(3)))
  const [first] = items
  assert.deepEqual(
    [first?.idoc, first?.type, first?.interface, first?.system, first?.channel],
    [docnum(1), 'DEBMAS07', 'business-partner', 'S4HCLNT100', 'sap-idoc'],
  )
  assert.match(first?.reason ?? '', /^S4HCLNT100 answered 500 to a STATUS IDoc: No such IDoc/)
  assert.ok(Date.parse(first?.since ?? '') <= Date.parse(first?.nextTryAt ?? ''))
  const page = await product.get<RefusedPage>('/api/answers/refused?limit=1')
  const last = await product.get<RefusedPage>(`/api/answers/refused?limit=1&cursor=${page.next}`)
  assert.deepEqual([page.items[0]?.idoc, last.items[0]?.idoc, last.next], [docnum(1), docnum(2), undefined])

  const giveUp = (id: string, body: object, headers = asAdmin) =>
    fetch(`${product.url}/api/messages/${id}/answer/give-up`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  assert.equal((await giveUp('1', { reason: 'gone' }, basic('viewer', 'sandbox'))).status, 403)
  assert.equal((await giveUp('1', {})).status, 400)
  assert.equal((await giveUp('77', { reason: 'gone' })).status, 404)
  assert.deepEqual(await (await giveUp('1', { reason: 'the IDoc is gone' })).json(), { givenUp: true })
  await giveUp('2', { reason: 'the IDoc is gone' })
  assert.deepEqual((await listed()).items, [])
  assert.deepEqual((await channelOf(product, 'sap-idoc')).answers, [{ system: 'S4HCLNT100', waiting: 0, refused: 0 }])
  const { answer, deeds } = await product.get<Told>('/api/messages/1')
  assert.deepEqual([typeof answer.givenUpAt, answer.sentAt, answer.isRefused], ['string', undefined, false])
  const [{ who, action, reason, detail = '' } = { who: '', action: '', reason: '' }] = deeds
  assert.deepEqual([who, action, reason], ['admin', 'give up answer', 'the IDoc is gone'])
  assert.match(detail, /answered 500 to a STATUS IDoc: No such IDoc/)
  for (const [path, says] of [
    [
      'messages/1/answer/give-up',
      /409.*There is no answer to give up.*given up already\. Restart the message to have S4HCLNT100/,
    ],
    ['messages/1/answer/send', /409.*There is no refused answer to send.*given up already/],
    ['messages/3/answer/give-up', /409.*S4HCLNT100 was told already what became of it/],
  ] as const)
    await assert.rejects(product.act(`/api/${path}`, { reason: 'again' }), says)

  sap.wrong = () => undefined
  await product.act('/api/messages/1/restart')
  await until('it is told anew', async () => numbersIn(sap.taken).includes(docnum(1)))
  const anew = await until('that is noted', async () => {
    const told = await product.get<Told>('/api/messages/1')
    return told.answer.sentAt !== undefined && told
  })
  assert.equal(anew.answer.givenUpAt, undefined)
  assert.equal(numbersIn(sap.taken).includes(docnum(2)), false)
})

test('an answer that waits for SAP to be there is given up as well; sent it cannot be before its turn, nor where there is none', async (t) => {
  const sap = await sapService(t)
  const product = await landbridge(t, sap.settings)
  sap.refuse = Number.POSITIVE_INFINITY
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'One' } }))
  await product.post(debmas({ docnum: 2, customer: '' }))
  await until('it waits', async () => (await channelOf(product, 'sap-idoc')).answers?.[0]?.waiting === 1)
  await assert.rejects(product.act('/api/messages/1/answer/send'), /409.*S4HCLNT100 does not refuse it: it goes out in its turn/)
  const reason = { reason: 'nobody waits for it' }
  await assert.rejects(
    product.act('/api/messages/2/answer/give-up', reason),
    /409.*SAP is not to be told of this message, or not yet/,
  )
  await product.act('/api/messages/1/answer/give-up', reason)
  sap.refuse = 0
  await product.post(debmas({ docnum: 3, customer: 3, fields: { NAME1: 'Three' } }))
  await until('the next one came', async () => sap.taken.length === 1)
  assert.deepEqual(numbersIn(sap.taken), [docnum(3)])
})

test('at the command line refused answers are listed, sent and given up', async (t) => {
  const sap = await sapService(t)
  const product = await landbridge(t, sap.settings)
  const run = (...args: string[]) =>
    command(args, { LANDBRIDGE_URL: product.url, LANDBRIDGE_USER: 'admin', LANDBRIDGE_PASSWORD: 'sandbox' })
  assert.match((await run('answers')).output, /^SAP refuses no answer\.$/m)
  sap.wrong = () => ({ status: 400, says: 'No such IDoc' })
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'One' } }))
  await product.post(debmas({ docnum: 2, customer: 2, fields: { NAME1: 'Two' } }))
  await until('both are refused', async () => (await channelOf(product, 'sap-idoc')).answers?.[0]?.refused === 2)
  const list = await run('answers', '--limit', '1')
  assert.match(list.output, /S4HCLNT100 +1 +DEBMAS07 .*answered 400 to a STATUS IDoc: No such IDoc/)
  assert.match(list.output, /The first 1 answer; there are more\n/)
  assert.match(list.output, /npx landbridge send-answer 1, .*npx landbridge give-up-answer 1 --reason/)
  assert.equal(JSON.parse((await run('answers', '--json')).output).items.length, 2)
  assert.match((await run('show', '1')).output, /answer +refused by SAP: S4HCLNT100 answered 400/)
  assert.match((await run('give-up-answer', '1', '--reason', 'the IDoc is gone')).output, /The answer to 1 was given up/)
  assert.match((await run('show', '1')).output, /answer +given up \d{4}-/)
  const again = await run('give-up-answer', '1', '--reason', 'x')
  assert.deepEqual([again.code, /There is no answer to give up/.test(again.errors)], [1, true])
  // While it is still refused: it would go by itself any moment else.
  assert.match((await run('send-answer', '2', '--reason', 'put right')).output, /The answer to 2 goes out now/)
  sap.wrong = () => undefined
  await until('it came', async () => numbersIn(sap.taken).includes(docnum(2)))
})

test('answers to a system that refuses all of them go out once it takes them', async (t) => {
  const sap = await sapService(t)
  const product = await landbridge(t, sap.settings)
  let refused = 0
  sap.wrong = () => {
    refused++
    return { status: 500, says: 'Short dump' }
  }
  for (const number of [1, 2, 3])
    await product.post(debmas({ docnum: number, customer: number, fields: { NAME1: `C${number}` } }))
  await product.settled()
  await until('some were refused', async () => refused > 3)
  sap.wrong = () => undefined
  await until('all answers came', async () => numbersIn(sap.taken).length === 3)
  assert.deepEqual(numbersIn(sap.taken).toSorted(), [1, 2, 3].map(docnum))
})

test('a message that is restarted while SAP refuses its answer is answered anew, in its turn', async (t) => {
  const sap = await sapService(t)
  const product = await landbridge(t, sap.settings)
  sap.wrong = () => ({ status: 400, says: 'No such IDoc' })
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'one' } }))
  await until('it was refused', async () => (await channelOf(product, 'sap-idoc')).answers?.[0]?.refused === 1)
  await product.act('/api/messages/1/restart')
  await product.settled()
  sap.wrong = () => undefined
  await until('the answer came', async () => sap.taken.length === 1)
  assert.match(sap.taken[0]?.body ?? '', /<STAPA2>none<\/STAPA2>.*account unchanged/)
})

test('the test of a channel of answers signs in and sends nothing, and says what is wrong', async (t) => {
  const sap = await sapService(t)
  const product = await landbridge(t, sap.settings)
  interface Tested {
    ok: boolean
    findings: { ok: boolean; text: string }[]
  }
  const good = await product.act<Tested>('/api/channels/sap-idoc/test')
  assert.equal(good.ok, true)
  assert.match(
    good.findings[0]?.text ?? '',
    /^S4HCLNT100 lets the user LANDBRIDGE in at 127\.0\.0\.1:\d+\/sap\/bc\/idoc_xml; nothing was sent/,
  )
  assert.deepEqual(
    sap.taken.map(({ method, body }) => [method, body]),
    [['GET', '']],
  )
  sap.wrong = () => ({ status: 401, says: 'Logon failed' })
  const bad = await product.act<Tested>('/api/channels/sap-idoc/test')
  assert.equal(bad.ok, false)
  assert.match(
    bad.findings[0]?.text ?? '',
    /^S4HCLNT100 answered 401 to a test of the connection: Logon failed See user and password/,
  )
  await assert.rejects(
    product.act('/api/channels/sap-xi/test'),
    /404.*There is: dataverse, sap-idoc\. Only channels that lead out/,
  )
})

test('ALEAUD carries the answers of one message type together, with the rows', async (t) => {
  const sap = await sapService(t, { format: 'ALEAUD', soap: true, interfaces: ['material'] })
  const product = await landbridge(t, sap.settings)
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'not answered' } }))
  await product.post(matmas(2, [pump]))
  await until('the answer came', async () => sap.taken.length === 1)
  const body = sap.taken[0]?.body ?? ''
  assert.match(body, /<soap:Body><ALEAUD01 xmlns="urn:sap-com:document:sap:idoc:soap:messages">/)
  assert.match(
    body,
    /<E1ADHDR SEGMENT="1"><MESTYP>MATMAS<\/MESTYP><MESTYP_LNG>MATMAS<\/MESTYP_LNG><E1STATE SEGMENT="1"><DOCNUM>0{15}2<\/DOCNUM>/,
  )
  assert.match(
    body,
    /<STATUS>53<\/STATUS>.*<E1PRTOB SEGMENT="1"><LOGSYS>LANDBRIDGE<\/LOGSYS><OBJTYPE>PRODUCT<\/OBJTYPE><OBJKEY>[0-9a-f-]{36}<\/OBJKEY>/,
  )
})

test('a message that was restarted is answered anew', async (t) => {
  const sap = await sapService(t)
  const product = await landbridge(t, sap.settings)
  await product.post(debmas({ docnum: 1, customer: 1, fields: { NAME1: 'one' } }))
  await until('the answer came', async () => sap.taken.length === 1)
  await product.act('/api/messages/1/restart')
  await until('another answer came', async () => sap.taken.length === 2)
  assert.match(sap.taken[1]?.body ?? '', /<STAPA2>none<\/STAPA2>.*account unchanged/)
})

test('a proxy that asks for it is acknowledged what became of its message, and one that does not is not', async (t) => {
  const sap = await sapService(t, { format: 'XI' }, '/sap/xi/engine?type=receiver&sap-client=100')
  const product = await landbridge(t, sap.settings)
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'One' } }))
  const wants = 'SystemAckRequested="true" ApplicationAckRequested="true" ApplicationErrorAckRequested="true"'
  await sendLimit(product, { number: 1 })
  await sendLimit(product, { number: 2, wants, customer: '4711' })
  await sendLimit(product, { number: 3, wants, customer: '' })
  await until('it is acknowledged twice', async () => sap.taken.length === 2)
  const classes = sap.taken.map(({ body }) => openXi(Buffer.from(body), 'text/xml').header)
  assert.deepEqual(
    classes.map(({ messageClass, refToMessageId, qualityOfService }) => [messageClass, refToMessageId, qualityOfService]),
    [
      ['SystemAck', xiIdOf(2), 'ExactlyOnce'],
      ['ApplicationAck', xiIdOf(2), 'ExactlyOnce'],
    ],
  )
  assert.match(sap.taken[0]?.url ?? '', /^\/sap\/xi\/engine/)

  sap.refuse = 1
  await product.act(`/api/messages/${xiIdOf(3)}/cancel`, { reason: 'no such customer' })
  await until('it is acknowledged as given up, also when SAP was away at first', async () => sap.taken.length === 3)
  assert.match(sap.taken[2]?.body ?? '', /ApplicationError<.*<SAP:AdditionalText>1 of 1 were given up: .*no such customer/s)
})

async function sendLimit(
  product: TestLandbridge,
  { number, wants = '', customer = '4711' }: { number: number; wants?: string; customer?: string },
): Promise<void> {
  const account = `<Customer>${customer}</Customer><CreditSegment>0000</CreditSegment><CreditLimit>${number}00</CreditLimit>`
  const message = xiMessage({
    messageId: xiIdOf(number),
    timeSent: `2026-11-24T03:30:0${number}Z`,
    interface: 'CreditAccount_Out',
    namespace: 'urn:landbridge:credit',
    wants,
    payload: `<n0:CreditAccount xmlns:n0="urn:landbridge:credit"><Account>${account}</Account></n0:CreditAccount>`,
  })
  const answer = await product.postXi(message)
  assert.equal(answer.status, 200, await answer.text())
}

interface Backlog {
  system: string
  waiting: number
  refused: number
  since?: string
  reason?: string
  messageId?: string
  nextTryAt?: string
}

async function channelOf(product: TestLandbridge, name: string): Promise<{ answers?: Backlog[] }> {
  const { items } = await product.get<{ items: { name: string; answers?: Backlog[] }[] }>('/api/channels')
  return items.find((channel) => channel.name === name) ?? {}
}

function numbersIn(taken: readonly { body: string }[]): string[] {
  return taken.flatMap(({ body }) => [...body.matchAll(/<E1STATS SEGMENT="1"><DOCNUM>(\d+)/g)].map(([, number = '']) => number))
}
