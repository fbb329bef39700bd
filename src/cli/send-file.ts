import { openAsBlob } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { basic, notRunning } from './client.ts'
import { isXiFile } from './is-xi-file.ts'

/** What became of one file. */
export interface Sent {
  readonly file: string
  readonly idocs: readonly { readonly idoc?: string; readonly messageId: string; readonly repeated: boolean }[]
  /** Why it was not taken. */
  readonly problem?: string
}

export interface Target {
  /** Of Landbridge; IDocs go to `/idoc` below it, XI messages to `/xi`. */
  readonly url: string
  readonly user: string
  readonly password: string
}

/** Posts one file as S/4HANA would. Who is away or busy is asked again, for a quarter of a minute: sending twice does no harm. */
export async function sendFile(file: string, target: Target): Promise<Sent> {
  for (let tries = 1; ; tries++) {
    const { answer, away } = await post(file, target)
    if (answer?.ok) return { file, idocs: messagesIn(await answer.text()) }
    if (answer !== undefined && answer.status !== 503) return { file, idocs: [], problem: await refusalIn(answer) }
    if (tries === mostTries) {
      return {
        file,
        idocs: [],
        problem: away === undefined ? 'Landbridge is not ready; try again later' : notRunning(target.url, away).message,
      }
    }
    await pause(500 * 2 ** (tries - 1))
  }
}

const mostTries = 6

async function post(file: string, { url, user, password }: Target): Promise<{ answer?: Response; away?: Error }> {
  try {
    const headers = { authorization: basic(user, password), 'content-type': 'text/xml' }
    const path = isXiFile(file) ? '/xi' : '/idoc'
    return { answer: await fetch(`${url}${path}`, { method: 'POST', headers, body: await openAsBlob(file) }) }
  } catch (error) {
    return { away: error as Error }
  }
}

/** An XI message is answered with an envelope of its own, whose id is the message's. */
export function messagesIn(xml: string): Sent['idocs'] {
  const acknowledged = /<SAP:MessageId>(.*?)<\/SAP:MessageId>/.exec(xml)?.[1]
  if (acknowledged !== undefined) return [{ messageId: acknowledged, repeated: false }]
  return [...xml.matchAll(/<DOCNUM>(.*?)<\/DOCNUM><MessageId>(.*?)<\/MessageId><Repeated>(.*?)<\/Repeated>/g)].map(
    ([, idoc = '', messageId = '', repeated]) => ({ idoc, messageId, repeated: repeated === 'true' }),
  )
}

const wrongSender =
  "The sender's user or password is wrong or missing: set LANDBRIDGE_SENDER_USER and LANDBRIDGE_SENDER_PASSWORD, or give --user and --password-file (HTTP 401)"

/** The sentence of a refusal. */
export async function refusalIn(answer: Response): Promise<string> {
  // The server's words are for SAP, which has its logon data elsewhere.
  if (answer.status === 401) return wrongSender
  const said = /<(Error|SAP:AdditionalText)>(.*?)<\/\1>/s.exec(await answer.text())
  const sentence = said?.[2] ?? 'refused'
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&apos;': "'" }
  return `${sentence.replace(/&(?:lt|gt|amp|quot|apos);/g, (entity) => entities[entity] ?? entity)} (HTTP ${answer.status})`
}
