import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { command, launched } from '../../test/support/command.ts'
import { debmas } from '../../test/support/idocs.ts'
import { landbridge } from '../../test/support/landbridge.ts'
import { proxyCustomer, useProxyInterface } from '../../test/support/proxy-interface.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { xiMessage } from '../../test/support/xi-messages.ts'

const folder = temporaryFolder({ after })

test('a folder of documents is sent, then shown, restarted and cancelled; a broken one is named', async (t) => {
  const product = await landbridge(t)
  const environment = { LANDBRIDGE_URL: product.url }
  mkdirSync(join(folder, 'in'))
  for (const number of [1, 2, 3])
    writeFileSync(
      join(folder, 'in', `${number}.xml`),
      debmas({ docnum: number, customer: number, fields: { NAME1: `C${number}` } }),
    )
  const sent = await launched(['send', join(folder, 'in')], environment)
  assert.equal(sent.code, 0)
  assert.match(
    sent.output,
    /^✓ .*1\.xml: IDoc 1 accepted\n✓ .*2\.xml: IDoc 2 .*\n✓ .*3\.xml: IDoc 3 .*\n3 IDocs of 3 files accepted\n$/,
  )
  await product.settled()

  writeFileSync(join(folder, 'in', '4.xml'), '<DEBMAS07>')
  writeFileSync(join(folder, 'in', '5.xml'), debmas({ docnum: 5, customer: '' }))
  const again = await command(['send', join(folder, 'in')], environment)
  assert.equal(again.code, 1)
  assert.match(again.output, /^4 IDocs of 5 files accepted, 3 of them not for the first time$/m)
  assert.match(again.errors, /✗ .*4\.xml: .*line 1, column \d+.* \(HTTP 400\)\n1 file not taken/)

  const list = await command(['messages', '--object', '3'], environment)
  assert.match(
    list.output,
    /^received +IDoc +type +status +object +did +reason\n.* 3 +DEBMAS07 +delivered +business-partner\/3 +create\n$/,
  )
  assert.equal((await command(['messages', '--status', 'parked'], environment)).output, 'There is no such message.\n')
  const shown = await command(['show', '3'], environment)
  assert.match(
    shown.output,
    /^IDoc 3 \(DEBMAS07\) from S4HCLNT100: delivered[\s\S]*came again 1 time[\s\S]*row +account [0-9a-f-]{36}[\s\S]*try 1/,
  )
  const restarted = await command(['restart', '3', '--reason', 'try once more'], environment)
  assert.deepEqual([restarted.code, restarted.output], [0, '1 delivery restarted\n'])
  await product.settled()
  const cancelled = await command(['cancel', '3', '--reason', 'late'], environment)
  assert.deepEqual([cancelled.code, cancelled.errors], [1, 'business-partner/3 is unchanged already\n'])
  assert.equal((await command(['cancel', '5', '--reason', 'test data'], environment)).code, 0)
  const unknown = await command(['show', '77'], environment)
  assert.deepEqual(
    [unknown.code, unknown.errors],
    [1, 'There is no message 77. GET /api/messages and npx landbridge messages list what there is.\n'],
  )
  const stranger = await command(['messages'], { ...environment, LANDBRIDGE_PASSWORD: 'wrong' })
  assert.equal(stranger.code, 1)
  assert.match(stranger.errors, /User or password is wrong.*LANDBRIDGE_PASSWORD/)
})

test('a file is sent again when Landbridge is busy and when the connection breaks, and is one message in the end', async (t) => {
  const product = await landbridge(t)
  const balancer = await troubledBalancer(t, product.url)
  const file = join(folder, 'again.xml')
  writeFileSync(file, debmas({ docnum: 21, customer: 21, fields: { NAME1: 'Twenty-one' } }))
  const sent = await command(['send', file], { LANDBRIDGE_URL: balancer.url })
  assert.equal(sent.code, 0, sent.errors)
  assert.match(sent.output, /1 IDoc of 1 file accepted/)
  assert.equal(balancer.posts(), 3)
  assert.equal((await product.get<{ items: unknown[] }>('/api/messages')).items.length, 1)
})

test('patterns are understood, user and password can be given, and a wrong password is said', async (t) => {
  const product = await landbridge(t)
  const environment = { LANDBRIDGE_URL: product.url }
  mkdirSync(join(folder, 'out', 'deep'), { recursive: true })
  writeFileSync(join(folder, 'out', 'a.xml'), debmas({ docnum: 31, customer: 31 }))
  writeFileSync(join(folder, 'out', 'deep', 'b.xml'), debmas({ docnum: 32, customer: 32 }))
  writeFileSync(join(folder, 'password'), 'sandbox\n')
  writeFileSync(join(folder, 'wrong'), 'wrong')
  const pattern = join(folder, 'out', '**', '*.xml')
  const refused = await command(['send', pattern, '--password-file', join(folder, 'wrong')], environment)
  assert.equal(refused.code, 1)
  assert.match(refused.errors, /(✗ .*LANDBRIDGE_SENDER_PASSWORD.*\(HTTP 401\)\n){2}2 files not taken/)
  const user = ['--user', 'S4HCLNT100', '--password-file', join(folder, 'password')]
  const sent = await command(['send', pattern, ...user], { ...environment, LANDBRIDGE_SENDER_PASSWORD: 'wrong' })
  assert.equal(sent.code, 0, sent.errors)
  assert.match(sent.output, /2 IDocs of 2 files accepted/)
  const missing = await command(['send', pattern, '--password-file', '/nowhere/password'], environment)
  assert.equal(missing.code, 2)
  assert.match(missing.errors, /^--password-file names '\/nowhere\/password', which cannot be read/)
})

test('a file with an XI message is sent and tried like an IDoc; one that nobody takes is refused with the sentence', async (t) => {
  const LANDBRIDGE_INTERFACES = useProxyInterface(t)
  const product = await landbridge(t)
  const environment = { LANDBRIDGE_URL: product.url, LANDBRIDGE_INTERFACES }
  const id = '005056bf-38e0-1edd-b58c-9b5814a5e450'
  const [good, bad] = [join(folder, 'good.xi'), join(folder, 'bad.xi')]
  writeFileSync(good, proxyCustomer(id, '4711', 'Müller & Co').body.replace('& Co', '&amp; Co'))
  writeFileSync(bad, xiMessage({ interface: 'SI_Other' }).body)
  const tried = await command(['try', good], environment)
  assert.equal(tried.code, 0, tried.errors)
  assert.match(tried.output, /^XI message 005056bf-.* → proxy-customer\/4711\n {2}upsert account .*\n {4}name +Müller & Co /)
  const sent = await command(['send', good], environment)
  assert.equal(sent.code, 0, sent.errors)
  assert.match(sent.output, /^✓ .*good\.xi: XI message accepted as [0-9a-f-]{36}\n1 message of 1 file accepted\n$/)
  const refused = await command(['send', bad], environment)
  assert.equal(refused.code, 1)
  assert.match(refused.errors, /✗ .*bad\.xi: No interface takes SI_Other of urn:example:fi, .* \(HTTP 500\)/)
  await product.settled()
  assert.deepEqual(
    (await product.rows<{ name: string }>('accounts')).map(({ name }) => name),
    ['Müller & Co'],
  )
})

test('when no Landbridge runs, sending says so at once', async () => {
  const file = join(folder, 'nobody.xml')
  writeFileSync(file, debmas({ docnum: 41, customer: 41 }))
  const { code, errors } = await command(['send', file], { LANDBRIDGE_URL: 'http://127.0.0.1:9' })
  assert.equal(code, 1)
  assert.match(errors, /^No Landbridge answers at http:\/\/127\.0\.0\.1:9 /)
})

/** Stands before Landbridge: the first packet finds it busy, of the second the answer is lost, the third goes through. */
async function troubledBalancer(t: TestContext, target: string): Promise<{ url: string; posts(): number }> {
  let posts = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (request.method === 'POST') posts++
    if (request.method === 'POST' && posts === 1) return response.writeHead(503, { 'retry-after': '1' }).end()
    const { authorization = '', 'content-type': contentType = '' } = request.headers
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { authorization, 'content-type': contentType },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    const body = await answer.text()
    if (posts === 2) return response.destroy()
    response.writeHead(answer.status).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, posts: () => posts }
}
