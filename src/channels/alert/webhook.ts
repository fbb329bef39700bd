import { createHmac, randomUUID } from 'node:crypto'
import type { AlertChannel, AlertLine } from '../../message/alert.ts'
import { headline } from './headline.ts'
import { postAlert } from './post-alert.ts'

/**
 * Tells any program, signed as Standard Webhooks say (https://www.standardwebhooks.com): `webhook-signature` is `v1,` and the base64 of the
 * HMAC-SHA256 of `id.timestamp.body`; the key is what follows `whsec_` in base64, else the text itself.
 */
export function webhook(options: { readonly name: string; readonly url: string; readonly key: string }): AlertChannel {
  const { name, url, key } = options
  const target = `webhook/${name}`
  return {
    name: target,
    to: new URL(url).host,
    async send(news) {
      const id = `msg_${randomUUID()}`
      const timestamp = String(Math.floor(Date.now() / 1000))
      const { begun, over, isTest } = news
      const data = { headline: headline(news), isTest, begun: begun.map(shown), over: over.map(shown) }
      const text = JSON.stringify({ type: 'landbridge.alerts', timestamp: new Date().toISOString(), data })
      const signature = createHmac('sha256', keyOf(key)).update(`${id}.${timestamp}.${text}`).digest('base64')
      const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
      await postAlert(target, { url, text, headers })
    },
  }
}

function keyOf(key: string): Buffer {
  return key.startsWith('whsec_') ? Buffer.from(key.slice('whsec_'.length), 'base64') : Buffer.from(key, 'utf8')
}

function shown({ rule, subject, text, since, link }: AlertLine) {
  return { rule, subject, text, since: since.toISOString(), ...(link === undefined ? {} : { link }) }
}
