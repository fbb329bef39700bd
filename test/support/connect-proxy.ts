import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { TestContext } from 'node:test'

/** A proxy as a company has it, until the test ends: it lets through by CONNECT (RFC 9110, 9.3.6), or answers with the status told. */
export async function connectProxy(t: TestContext, given: { user?: string; password?: string; status?: number } = {}) {
  const { user, password, status = 200 } = given
  const wanted = user === undefined ? undefined : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  /** What it was asked to lead to, host and port. */
  const asked: string[] = []
  const server = createServer()
  server.on('connect', ({ url = '', headers }, socket) => {
    asked.push(url)
    socket.on('error', () => {})
    const said = wanted === undefined || headers['proxy-authorization'] === wanted ? status : 407
    if (said !== 200) return void socket.end(`HTTP/1.1 ${said} No\r\ncontent-length: 0\r\n\r\n`)
    const there = connect(Number(url.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      there.pipe(socket).pipe(there)
    })
    there.on('error', () => socket.destroy())
    t.after(() => {
      there.destroy()
      socket.destroy()
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const signIn = user === undefined ? '' : `${user}:${password}@`
  const { port } = server.address() as AddressInfo
  return { url: `http://${signIn}127.0.0.1:${port}`, asked }
}
