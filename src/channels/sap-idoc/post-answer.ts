import { type Agent, request } from 'undici'
import { Unavailable } from '../../message/errors.ts'

/** Where the answers of one system go, and as whom. */
export interface AnswerTarget {
  readonly system: string
  readonly url: string
  readonly user: string
  readonly password: string
  readonly timeoutMs: number
}

interface Body {
  /** For people: `STATUS IDoc`. */
  readonly what: string
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
  /** What to look at in SAP when it refuses the user. */
  readonly authority: string
}

/** Posts one answer to SAP. @throws {Unavailable} it did not arrive for certain */
export async function postAnswer(
  dispatcher: Agent,
  target: AnswerTarget,
  { what, text, headers, authority }: Body,
): Promise<void> {
  const { system, url, user, password, timeoutMs } = target
  const credentials = Buffer.from(`${user}:${password}`).toString('base64')
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      method: 'POST',
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'text/xml; charset=utf-8', ...headers },
      body: text,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    })
    const answered = await body.text()
    if (statusCode >= 200 && statusCode < 300) return
    const advice = adviceOn(statusCode, authority)
    throw new Unavailable(`${system} answered ${statusCode} to ${what}: ${firstWords(answered)}${advice}`, {
      code: `HTTP ${statusCode}`,
    })
  } catch (error) {
    if (error instanceof Unavailable) throw error
    const { message, code } = error as NodeJS.ErrnoException
    throw new Unavailable(`${system} cannot be reached at ${new URL(url).host}: ${message || code}`, { code, cause: error })
  }
}

function adviceOn(statusCode: number, authority: string): string {
  if (statusCode === 401 || statusCode === 403) return ` See user and password of its answers, and ${authority}`
  return statusCode === 404 ? ' Is the service active in SICF?' : ''
}

function firstWords(text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
