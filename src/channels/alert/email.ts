import type { Transporter } from 'nodemailer'
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
export function email(options: EmailOptions): AlertChannel {
  const { host, port, from, to, group } = options
  let transport: Promise<Transporter> | undefined
  return {
    name: group === undefined ? 'email' : `email/${group}`,
    to: to.join(', '),
    async send(news) {
      try {
        transport ??= transportTo(options)
        const subject = headline(news).slice(0, 200)
        await (await transport).sendMail({ from, to: [...to], subject, text: linesOf(news).join('\n\n') })
      } catch (error) {
        const { message } = error as Error
        throw new Unavailable(`The mail server ${host}:${port} did not take the mail: ${message}. See alerts.email`, {
          cause: error,
        })
      }
    },
  }
}

/** The library is loaded with the first mail, so that what sends none begins without it. */
async function transportTo({ host, port, security, user, password }: EmailOptions): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport({
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
}

const timeout = 15_000
