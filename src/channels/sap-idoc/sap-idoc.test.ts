import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { answerSettings } from '../../../test/support/answer-settings.ts'
import type { Answer } from '../../message/answer.ts'
import { Rejected, Unavailable } from '../../message/errors.ts'
import { sapIdoc } from './sap-idoc.ts'

const answer: Answer = {
  messageId: '0197',
  idoc: '0000000000000001',
  messageType: 'MATMAS',
  objects: [{ objectKey: 'material/1', isPosted: true, operation: 'create', row: undefined, text: '', at: new Date() }],
}

/** An SAP that says one thing. */
async function channelTo(t: TestContext, status: number, says = '') {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.method ?? '')
    request.resume().on('end', () => response.writeHead(status).end(says))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const settings = answerSettings(`http://127.0.0.1:${port}/sap/bc/idoc_xml?sap-client=100`)
  const channel = sapIdoc({ ...settings, format: 'STATUS' })
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  t.after(async () => {
    await channel.close()
    close()
  })
  return { channel, asked, close }
}

test('what SAP says of an answer is told from what it says of whoever sends it', async (t) => {
  for (const [status, says, expected] of [
    [400, 'Bad IDoc', Rejected],
    [413, 'Too large', Rejected],
    [500, 'Conversion error', Rejected],
    [401, 'Logon failed', Unavailable],
    [403, 'Service is not active', Unavailable],
    [404, '', Unavailable],
    [429, '', Unavailable],
    [302, '', Unavailable],
    [503, 'ICM overload', Unavailable],
  ] as const) {
    const { channel } = await channelTo(t, status, says)
    await assert.rejects(channel.send([answer]), (error) => {
      assert.ok(error instanceof expected, `${status} ${error}`)
      assert.ok(error.message.startsWith(`S4HCLNT100 answered ${status} to a STATUS IDoc: ${says}`), error.message)
      assert.equal(error.code, `HTTP ${status}`)
      return true
    })
  }
})

test('what SAP has already got is not sent again', async (t) => {
  const { channel, asked } = await channelTo(t, 500, '<SAP:Code area="MESSAGE">DUPLICATE_DETECTED</SAP:Code>')
  await channel.send([answer])
  assert.deepEqual(asked, ['POST'])
})

test('a test of the connection passes when SAP let the user in, whatever its service says to an empty request', async (t) => {
  for (const status of [200, 400, 405, 500]) {
    const { channel, asked } = await channelTo(t, status, 'Empty HTTP request received')
    const { ok, text } = await channel.check()
    assert.equal(ok, true, text)
    assert.match(text, /^S4HCLNT100 lets the user LANDBRIDGE in at 127\.0\.0\.1:\d+\/sap\/bc\/idoc_xml; nothing was sent/)
    assert.deepEqual(asked, ['GET'])
  }
})

test('a test of the connection says why SAP did not let the user in', async (t) => {
  for (const [status, says, expected] of [
    [
      401,
      'Logon failed',
      /answered 401 to a test of the connection: Logon failed See user and password of its answers, and .*B_ALE_RECV/,
    ],
    [403, '', /answered 403 .* See user and password/],
    [404, '', /answered 404 .* Is the service active in SICF\?$/],
    [302, '', /answered 302/],
    [503, 'ICM overload', /answered 503 to a test of the connection: ICM overload$/],
  ] as const) {
    const { channel } = await channelTo(t, status, says)
    const { ok, text } = await channel.check()
    assert.equal(ok, false, String(status))
    assert.match(text, expected)
  }
  const { channel, close } = await channelTo(t, 200)
  close()
  const { ok, text } = await channel.check()
  assert.equal(ok, false)
  assert.match(text, /^S4HCLNT100 cannot be reached at 127\.0\.0\.1:\d+: /)
})
