import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { SMTPServer } from 'smtp-server'

/** A real mail server that takes mails of user `landbridge` with password `secret`, and keeps them as they came. */
export async function smtpCatcher(t: TestContext): Promise<{ port: number; mails: string[]; recipients: string[] }> {
  const mails: string[] = []
  const recipients: string[] = []
  const server = new SMTPServer({
    // Passwords are taken without TLS, as nobody else listens on this machine.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) => {
      const isKnown = username === 'landbridge' && password === 'secret'
      return isKnown ? done(null, { user: username }) : done(new Error('Invalid username or password'))
    },
    onRcptTo: ({ address }, _, done) => {
      recipients.push(address)
      done()
    },
    onData: async (stream, _, done) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of stream) chunks.push(chunk)
      mails.push(Buffer.concat(chunks).toString('utf8'))
      done()
    },
  })
  server.on('error', () => {})
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  t.after(() => new Promise<void>((closed) => void server.close(() => closed())))
  return { port: (listener.address() as AddressInfo).port, mails, recipients }
}
