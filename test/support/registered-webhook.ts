import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { Webhooks } from '../../sandbox/dataverse/webhooks/webhooks.ts'
import { until } from './until.ts'
import { webApi } from './web-api.ts'

/** A webhook at a port of its own, registered for these messages of accounts. */
export async function registeredWebhook(t: TestContext, messages: readonly string[], more: object = {}, timeout = 60_000) {
  const { environment, ask } = webApi(t)
  const webhooks = new Webhooks(environment, { organization: () => 'localhost:8443', timeout })
  t.after(() => webhooks.close())
  const hook = await webhook(t)
  const made = await ask(
    'POST',
    'serviceendpoints',
    { name: 'hook', contract: 8, url: `${hook.url}/hook` },
    { prefer: 'return=representation' },
  )
  const endpoint = String(made.body.serviceendpointid)
  const step = async (message: string, fields: object) => {
    const idOf = async (path: string, column: string) => {
      const { value } = (await ask('GET', path)).body as { value: Record<string, string>[] }
      return value[0]?.[column]
    }
    const messageId = await idOf(`sdkmessages?$filter=name eq '${message}'`, 'sdkmessageid')
    const filterId = await idOf(
      `sdkmessagefilters?$filter=sdkmessageid/name eq '${message}' and primaryobjecttypecode eq 'account'`,
      'sdkmessagefilterid',
    )
    const body = {
      name: `hook: ${message} of account`,
      mode: 1,
      stage: 40,
      rank: 1,
      'sdkmessageid@odata.bind': `/sdkmessages(${messageId})`,
      'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${filterId})`,
      'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${endpoint})`,
      ...fields,
    }
    return ask('POST', 'sdkmessageprocessingsteps', body, { prefer: 'return=representation' })
  }
  const steps: string[] = []
  for (const message of messages) {
    const answer = await step(message, more)
    assert.equal(answer.status, 201, answer.text)
    steps.push(String(answer.body.sdkmessageprocessingstepid))
  }
  return { ask, hook, endpoint, steps, step }
}

/** The columns that a call tells of. */
export function attributesOf({ InputParameters }: Body): Record<string, unknown> {
  return Object.fromEntries((InputParameters[0]?.value.Attributes ?? []).map(({ key, value }) => [key, value]))
}

/** Answers with these one after the other, then with 200; `never` and `cut` give no answer. */
async function webhook(t: TestContext) {
  const calls: Call[] = []
  const called = (count: number) => until(`the webhook was called ${count} times`, async () => calls.length >= count)
  const hook = { calls, statuses: [] as (number | 'never' | 'cut')[], url: '', callOf, called }
  function callOf(message: string): Call {
    return calls.find(({ headers }) => headers['x-ms-dynamics-request-name'] === message) ?? assert.fail(`no ${message}`)
  }
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const sent = await text(request)
    calls.push({ url: request.url ?? '', headers: request.headers, text: sent, body: JSON.parse(sent) })
    const status = hook.statuses.shift() ?? 200
    if (status === 'cut') request.socket.destroy()
    else if (status !== 'never') response.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  hook.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return hook
}

/** A row as a call tells it. */
export interface Image {
  key: string
  value: { Attributes: { key: string; value: unknown }[]; LogicalName: string }
}

interface Body {
  MessageName: string
  PrimaryEntityName: string
  PrimaryEntityId: string
  Depth: number
  Stage: number
  Mode: number
  OutputParameters: object[]
  InputParameters: Image[]
  PreEntityImages: Image[]
  PostEntityImages: Image[]
}

interface Call {
  url: string
  headers: IncomingHttpHeaders
  text: string
  body: Body
}
