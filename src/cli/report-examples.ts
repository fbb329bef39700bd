import { setTimeout as pause } from 'node:timers/promises'
import { type DeliveryStatus, isOpen } from '../message/delivery-status.ts'
import type { MessageView } from '../store/message-view.ts'
import { basic } from './client.ts'
import type { MessagePage } from './message-views.ts'
import { count } from './words.ts'

interface Example {
  readonly docnum: string
  readonly protocol: 'idoc' | 'xi'
  readonly source: string
  /** 30 ready for dispatch, 03 passed to port, 02 error. */
  readonly status: string
  /** Is sent by itself, again if need be. */
  readonly isDue: boolean
}

/**
 * Says how the example documents of the sandbox S/4HANA fare, until all have arrived and been worked off, as far as they can be
 * before a person decides.
 */
export async function reportExamples(urls: { landbridge: string; s4hana: string }, signal: AbortSignal): Promise<void> {
  const settled = new Map<string, DeliveryStatus>()
  for (let last = '', calm = 0; ; await pause(500, undefined, { signal })) {
    const examples = await examplesOf(urls.s4hana, signal)
    if (examples.length === 0) return
    const sent = examples.filter(({ status }) => status === '03')
    let behind = 0
    let parked = 0
    for (const example of sent.filter(({ docnum }) => !settled.has(docnum))) {
      const message = await messageOf(urls.landbridge, example, signal)
      if (message === undefined) continue
      if (isSettled(message)) settled.set(example.docnum, message.status)
      if (message.status === 'parked') parked++
      if (waitsBehindAnother(message)) behind++
    }
    const refused = examples.filter(({ status, isDue }) => status === '02' && !isDue).length
    const isAllSettled = settled.size + refused === examples.length
    // Documents are looked at one after the other, so that all wait must be seen twice to be believed.
    calm = settled.size + refused + behind + parked === examples.length ? calm + 1 : 0
    // What is parked is looked at again by itself after five seconds.
    const patience = parked > 0 ? 12 : 1
    if (isAllSettled || calm > patience) return console.log(summary([...settled.values()], { parked, behind, refused }))
    const line = `${sent.length} of ${count(examples.length, 'example document')} sent, ${settled.size} worked off`
    if (line !== last) console.log(line)
    last = line
  }
}

/** Nothing more happens to it by itself; what is parked goes out as soon as the other document is written. */
function isSettled({ status }: MessageView): boolean {
  return status !== 'waiting' && status !== 'delivering' && status !== 'parked'
}

/** It is not its turn before an earlier document of the same object is put right. */
function waitsBehindAnother({ status, deliveries }: MessageView): boolean {
  const waiting = deliveries.filter((delivery) => delivery.status === 'waiting')
  return status === 'waiting' && waiting.every(({ dueAt }) => dueAt === undefined)
}

function summary(
  statuses: readonly DeliveryStatus[],
  { parked, behind, refused }: { parked: number; behind: number; refused: number },
): string {
  const number = (wanted: DeliveryStatus) => statuses.filter((status) => status === wanted).length
  const delivered = statuses.filter((status) => !isOpen[status] && status !== 'cancelled').length
  const others: [number, string][] = [
    [parked, 'waiting for another document'],
    [behind, 'waiting behind a held one'],
    [number('cancelled'), 'cancelled'],
    [refused, 'refused'],
    [number('held'), 'held for a person: npx landbridge messages --status held'],
  ]
  const said = others.filter(([how]) => how > 0).map(([how, what]) => `${how} ${what}`)
  return [`${delivered} of ${count(statuses.length + parked + behind + refused, 'document')} delivered`, ...said].join(', ')
}

async function examplesOf(s4hana: string, signal: AbortSignal): Promise<Example[]> {
  const answer = await fetch(`${s4hana}/_sandbox/documents`, { signal })
  return ((await answer.json()) as { items: Example[] }).items.filter(({ source }) => source.startsWith('src/'))
}

async function messageOf(
  landbridge: string,
  { docnum, protocol }: Example,
  signal: AbortSignal,
): Promise<MessageView | undefined> {
  const headers = { authorization: basic('admin', 'sandbox') }
  const answer = await fetch(`${landbridge}/api/messages?${protocol === 'xi' ? 'messageId' : 'idoc'}=${docnum}&limit=1`, {
    headers,
    signal,
  })
  return ((await answer.json()) as MessagePage).items[0]
}
