import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { httpCatcher } from '../../../test/support/http-catcher.ts'
import { smtpCatcher } from '../../../test/support/smtp-catcher.ts'
import type { AlertLine, AlertNews } from '../../message/alert.ts'
import { email } from './email.ts'
import { teams } from './teams.ts'
import { webhook } from './webhook.ts'

const line = (rule: AlertLine['rule'], subject: string, text: string): AlertLine => ({
  rule,
  subject,
  text,
  since: new Date('2026-11-24T10:00:00Z'),
  link: `https://landbridge.contoso.example/${rule}`,
})
const held = line('held', 'material', '2 deliveries are held in material')
const paused = line('paused', 'channel/dataverse', 'The channel dataverse is paused')
const news: AlertNews = { begun: [held, paused], over: [line('errors', 'invoice', '9 of 20 tries failed')], isTest: false }
const only = (change: Partial<AlertNews>): AlertNews => ({ begun: [], over: [], isTest: false, ...change })

test('a mail says all that is new at once, to everybody', async (t) => {
  const { port, mails, recipients } = await smtpCatcher(t)
  const to = ['one@contoso.example', 'two@contoso.example']
  const server = { host: '127.0.0.1', port, user: 'landbridge', password: 'secret', from: 'landbridge@contoso.example', to }
  const channel = email({ ...server, security: 'none' })
  assert.deepEqual([channel.name, channel.to], ['email', 'one@contoso.example, two@contoso.example'])
  assert.equal(email({ ...server, security: 'none', group: 'finance' }).name, 'email/finance')
  await channel.send(news)
  await channel.send(only({ over: [held] }))
  await channel.send(only({ isTest: true }))
  const [first = '', second = '', third = ''] = mails
  assert.match(first, /^Subject: Landbridge: 2 troubles$/m)
  for (const said of [/2 deliveries are held in material/, /The channel dataverse is paused/, /^Over: 9 of 20 tries failed/m]) {
    assert.match(first, said)
  }
  assert.match(first, /^https:\/\/landbridge\.contoso\.example\/held/m)
  assert.match(second, /^Subject: Landbridge: over: 2 deliveries are held in material$/m)
  assert.match(third, /^Subject: Landbridge: this is a test, nothing is wrong$/m)
  assert.deepEqual(recipients.slice(0, 2), to)

  await assert.rejects(
    email({ ...server, security: 'none', password: 'wrong' }).send(news),
    /did not take the mail: .*See alerts\.email/,
  )
  await assert.rejects(email({ ...server, security: 'starttls' }).send(news), /did not take the mail/)
  assert.equal(mails.length, 3, 'without TLS nothing is sent')
  await assert.rejects(email({ ...server, security: 'none', port: 9 }).send(news), /127\.0\.0\.1:9 did not take the mail/)
})

test('Teams gets an Adaptive Card with links', async (t) => {
  const catcher = await httpCatcher(t)
  const channel = teams({ name: 'operations', url: catcher.url })
  await channel.send(news)
  await channel.send(only({ isTest: true }))
  const [card, trial] = catcher.caught.map(({ text }) => JSON.parse(text).attachments[0])
  assert.equal(card.contentType, 'application/vnd.microsoft.card.adaptive')
  assert.equal(card.content.type, 'AdaptiveCard')
  assert.deepEqual(
    card.content.body.map(({ text }: { text: string }) => text.slice(0, 24)),
    ['Landbridge: 2 troubles', '2 deliveries are held in', 'The channel dataverse is', 'Over: 9 of 20 tries fail'],
  )
  assert.equal(card.content.actions[0].url, 'https://landbridge.contoso.example/held')
  assert.match(trial.content.body[1].text, /Somebody pressed Test/)
  catcher.status = 404
  await assert.rejects(channel.send(news), (error: Error) => {
    assert.match(error.message, /^teams\/operations answered 404: said the catcher\. Is its address in alerts still right\?$/)
    return true
  })
})

test('a webhook is signed with its key, and the address is not in what is said of it', async (t) => {
  const catcher = await httpCatcher(t)
  const bytes = Buffer.from('0123456789abcdef')
  for (const [key, secret] of [
    ['a key', Buffer.from('a key')],
    [`whsec_${bytes.toString('base64')}`, bytes],
  ] as const) {
    const channel = webhook({ name: 'pager', url: catcher.url, key })
    await channel.send(news)
    const { headers, text } = catcher.caught.at(-1) ?? { headers: {}, text: '' }
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`
    assert.equal(headers['webhook-signature'], `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`)
    const { type, data } = JSON.parse(text)
    assert.deepEqual([type, data.begun[0].subject, data.over.length, data.isTest], ['landbridge.alerts', 'material', 1, false])
  }
  const away = webhook({ name: 'pager', url: 'http://127.0.0.1:9/in?token=secret', key: 'k' })
  await assert.rejects(away.send(news), /^Unavailable: webhook\/pager cannot be reached: (?!.*secret).*See its address in alerts/)
})
