import { request } from 'undici'
import { Unavailable } from '../../message/errors.ts'

/** Posts JSON. The address may be a secret, so errors name the target instead. @throws {Unavailable} it was not taken for certain */
export async function postAlert(
  target: string,
  { url, text, headers = {} }: { url: string; text: string; headers?: Readonly<Record<string, string>> },
): Promise<void> {
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: text,
      headersTimeout: timeout,
      bodyTimeout: timeout,
    })
    const said = (await body.text()).slice(0, 200)
    if (statusCode >= 200 && statusCode < 300) return
    throw new Unavailable(`${target} answered ${statusCode}: ${said}. Is its address in alerts still right?`, {
      code: `HTTP ${statusCode}`,
    })
  } catch (error) {
    if (error instanceof Unavailable) throw error
    const { message, code } = error as NodeJS.ErrnoException
    // What undici says of itself in a code, e.g. of a proxy, it says better in words.
    const said = code === undefined || code.startsWith('UND_ERR') ? message : code
    throw new Unavailable(`${target} cannot be reached: ${said}. See its address in alerts`, { cause: error })
  }
}

const timeout = 15_000
