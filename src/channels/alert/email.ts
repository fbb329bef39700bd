import { createTransport } from 'nodemailer'
import type { AlertChannel } from '../../message/alert.ts'
import { Unavailable } from '../../message/errors.ts'
import { headline, linesOf } from './headline.ts'

export interface EmailOptions {
  readonly host: string
  readonly port: number
  /** `tls` from the first byte, `starttls` or nothing is sent, `none` for a server in the same protected network. */
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user?: string | undefined
  readonly password?: string | undefined
  readonly from: string
  readonly to: readonly string[]
  /** What those people are called, where not all of them are told the same. */
  readonly group?: string | undefined
}

/** Tells by e-mail, one mail for all that is new. */
export function email({ host, port, security, user, password, from, to, group }: EmailOptions): AlertChannel {
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
  })
  return {
    name: group === undefined ? 'email' : `email/${group}`,
    to: to.join(', '),
    async send(news) {
      try {
        await transport.sendMail({ from, to: [...to], subject: headline(news).slice(0, 200), text: linesOf(news).join('\n\n') })
      } catch (error) {
        const { message } = error as Error
        throw new Unavailable(`The mail server ${host}:${port} did not take the mail: ${message}. See alerts.email`, {
          cause: error,
        })
      }
    },
  }
}

const timeout = 15_000
