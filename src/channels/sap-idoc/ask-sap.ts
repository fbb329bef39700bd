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

/** What SAP said. */
export interface Said {
  readonly statusCode: number
  readonly text: string
}

/** Asks SAP where its answers go, as the user of the settings. @throws {Unavailable} nobody answered */
export async function askSap(
  dispatcher: Agent,
  { system, url, user, password, timeoutMs }: AnswerTarget,
  { headers, ...asked }: { method: 'GET' | 'POST'; headers?: Readonly<Record<string, string>>; body?: string },
): Promise<Said> {
  const credentials = Buffer.from(`${user}:${password}`).toString('base64')
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      ...asked,
      headers: { authorization: `Basic ${credentials}`, ...headers },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    })
    return { statusCode, text: await body.text() }
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    throw new Unavailable(`${system} cannot be reached at ${new URL(url).host}: ${message || code}`, { code, cause: error })
  }
}
