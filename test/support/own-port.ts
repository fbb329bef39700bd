import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port of 127.0.0.1 that the products of this test file take one after the other, so that a browser takes them for one and keeps what it loaded.
 * It is below those that a system gives to whoever asks for any: nobody gets it between two of them.
 */
export function ownPort(): Promise<number> {
  own ??= findPort()
  return own
}

let own: Promise<number> | undefined

/** The first of these that nobody listens at. */
export async function findPort(candidate = () => randomInt(10_000, 32_768)): Promise<number> {
  for (;;) {
    const port = candidate()
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
