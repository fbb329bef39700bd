import { setTimeout as pause } from 'node:timers/promises'
import { basic } from './client.ts'
import type { MessagePage } from './message-views.ts'
import { count } from './words.ts'

/** Says how the example documents of the sandbox S/4HANA fare, until all have arrived and been worked off. */
export async function reportExamples(urls: { landbridge: string; s4hana: string }, signal: AbortSignal): Promise<void> {
  const documents = await documentsOf(urls.s4hana, signal)
  if (documents.length === 0) return
  for (let last = ''; ; await pause(500, undefined, { signal })) {
    const now = await documentsOf(urls.s4hana, signal)
    const sent = now.filter(({ status }) => status !== '30').length
    const messages = await messagesOf(urls.landbridge, signal)
    const open = messages.filter(({ status }) => status === 'waiting' || status === 'delivering').length
    const line = `${sent} of ${count(now.length, 'example document')} sent, ${messages.length - open} worked off`
    if (sent === now.length && open === 0) return console.log(summary(messages.map(({ status }) => status)))
    if (line !== last) console.log(line)
    last = line
  }
}

function summary(statuses: readonly string[]): string {
  const held = statuses.filter((status) => status === 'held' || status === 'parked').length
  const done = `${statuses.length - held} of ${count(statuses.length, 'document')} delivered`
  return held === 0 ? done : `${done}, ${held} held for a person: npx landbridge messages --status held`
}

async function documentsOf(s4hana: string, signal: AbortSignal): Promise<{ status: string }[]> {
  const answer = await fetch(`${s4hana}/_sandbox/documents`, { signal })
  return ((await answer.json()) as { items: { status: string }[] }).items
}

async function messagesOf(landbridge: string, signal: AbortSignal): Promise<MessagePage['items']> {
  const headers = { authorization: basic('admin', 'sandbox') }
  const answer = await fetch(`${landbridge}/api/messages?limit=500`, { headers, signal })
  return ((await answer.json()) as MessagePage).items
}
