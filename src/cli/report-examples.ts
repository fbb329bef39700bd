import { setTimeout as pause } from 'node:timers/promises'
import { type DeliveryStatus, isOpen } from '../message/delivery-status.ts'
import { basic } from './client.ts'
import type { MessagePage } from './message-views.ts'
import { count } from './words.ts'

interface Example {
  readonly docnum: string
  readonly source: string
  /** 30 ready for dispatch, 03 passed to port, 02 error. */
  readonly status: string
  /** Is sent by itself, again if need be. */
  readonly isDue: boolean
}

/** Says how the example documents of the sandbox S/4HANA fare, until all have arrived and been worked off. */
export async function reportExamples(urls: { landbridge: string; s4hana: string }, signal: AbortSignal): Promise<void> {
  const settled = new Map<string, DeliveryStatus>()
  for (let last = ''; ; await pause(500, undefined, { signal })) {
    const examples = await examplesOf(urls.s4hana, signal)
    if (examples.length === 0) return
    for (const { docnum } of examples.filter((example) => example.status === '03' && !settled.has(example.docnum))) {
      const status = await statusOf(urls.landbridge, docnum, signal)
      if (status !== undefined && status !== 'waiting' && status !== 'delivering') settled.set(docnum, status)
    }
    const refused = examples.filter(({ status, isDue }) => status === '02' && !isDue).length
    if (settled.size + refused === examples.length) return console.log(summary([...settled.values()], refused))
    const sent = examples.filter(({ status }) => status === '03').length
    const line = `${sent} of ${count(examples.length, 'example document')} sent, ${settled.size} worked off`
    if (line !== last) console.log(line)
    last = line
  }
}

function summary(statuses: readonly DeliveryStatus[], refused: number): string {
  const number = (wanted: DeliveryStatus) => statuses.filter((status) => status === wanted).length
  const delivered = statuses.filter((status) => !isOpen[status] && status !== 'cancelled').length
  const others: [number, string][] = [
    [number('parked'), 'waiting for another document'],
    [number('cancelled'), 'cancelled'],
    [refused, 'refused'],
    [number('held'), 'held for a person: npx landbridge messages --status held'],
  ]
  const said = others.filter(([how]) => how > 0).map(([how, what]) => `${how} ${what}`)
  return [`${delivered} of ${count(statuses.length + refused, 'document')} delivered`, ...said].join(', ')
}

async function examplesOf(s4hana: string, signal: AbortSignal): Promise<Example[]> {
  const answer = await fetch(`${s4hana}/_sandbox/documents`, { signal })
  return ((await answer.json()) as { items: Example[] }).items.filter(({ source }) => source !== 'hand')
}

async function statusOf(landbridge: string, docnum: string, signal: AbortSignal): Promise<DeliveryStatus | undefined> {
  const headers = { authorization: basic('admin', 'sandbox') }
  const answer = await fetch(`${landbridge}/api/messages?idoc=${docnum}&limit=1`, { headers, signal })
  return ((await answer.json()) as MessagePage).items[0]?.status
}
