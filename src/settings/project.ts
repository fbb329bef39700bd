import { z } from 'zod'
import { user } from './access.ts'
import { alerts } from './alerts.ts'
import { answers } from './answers.ts'
import { dataverse } from './dataverse.ts'
import { isSafe } from './issuer.ts'
import { oauth } from './oauth.ts'
import { sender } from './sender.ts'
import { signIn } from './sign-in.ts'
import { tls } from './tls.ts'
import { trustProxy } from './trust-proxy.ts'

const each = z.strictObject({
  /** Who may send IDocs, and for which logical system (SNDPRN). */
  senders: z.array(sender).min(1),
  /** Who may use the API. */
  users: z.array(user).min(1),
  /** The address people know Landbridge by, e.g. https://landbridge.contoso.com; with https, cookies are sent by https only. */
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Where people see a trace; `{traceId}` in it is that of the message. Landbridge tells of traces where the environment says so (docs/operate.md). */
  traceUrl: z
    .url({
      protocol: /^https?$/,
      error: 'must be an address with {traceId} in it, such as https://jaeger.contoso.com/trace/{traceId}',
    })
    .regex(/\{traceId\}/, 'must have {traceId} in it, such as https://jaeger.contoso.com/trace/{traceId}')
    .optional(),
  /** A proxy stands before Landbridge and tells by X-Forwarded-For and X-Forwarded-Proto who asks and how; `true`, or only from these addresses. */
  trustProxy,
  /** The header in which that proxy passes on the client certificates of senders. */
  clientCertificateHeader: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'must be the name of a header, such as X-Client-Certificate')
    .optional(),
  /** Where Landbridge speaks HTTPS itself. */
  tls: tls.optional(),
  /** Whose access tokens the API takes as well. */
  oauth: oauth.optional(),
  /** Where people sign in to the monitor instead of with a password. */
  signIn: signIn.optional(),
  /** The Dynamics 365 environment, called `dataverse`, and further ones by names of their own. */
  dataverse,
  receivers: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens'), dataverse)
    .default({}),
  /** Folders that are watched for IDoc files. */
  files: z
    .array(
      z.strictObject({
        folder: z.string().min(1),
        /** The only logical system (SNDPRN) whose IDocs are taken there; any when not given. */
        system: z.string().min(1).optional(),
        /** A folder with the WE60 parser files of the IDoc types, by which flat files are read. */
        metadata: z.string().min(1).optional(),
      }),
    )
    .default([]),
  /** The systems that send. */
  systems: z
    .record(
      z.string().min(1),
      z.strictObject({
        /** IANA name, such as `Europe/Berlin`, of the time their documents are in (STZAC); UTC when not said. */
        timeZone: z.string().refine(isTimeZone, 'must be the IANA name of a time zone, such as Europe/Berlin').default('UTC'),
      }),
    )
    .default({}),
  /** What is to be done otherwise by one interface, by its name. */
  interfaces: z
    .record(
      z.string().min(1),
      z.strictObject({
        /** `two-decimals`: amounts come as SAP's database holds them, with two decimals whatever the currency. */
        amounts: z.enum(['true', 'two-decimals']).default('true'),
        /** `whole`: segments with MSGFN 004 hold all their fields, so that one that is missing is empty and is cleared. */
        changedSegments: z.enum(['partial', 'whole']).optional(),
        /** `false`: what comes is stored and held until it is switched on and restarted. */
        enabled: z.boolean().default(true),
        /** `high`: what comes goes before everything that has not waited for an hour yet. */
        priority: z.enum(['high', 'normal']).optional(),
        /**
         * So many days after it came in, the payload of a message is removed, and what quotes it; as soon as it is neither open nor to be
         * answered. Not said: it stays as long as its message.
         */
        keepDays: z
          .int('must be a whole number of days; without it payloads stay as long as their messages')
          .min(1, 'must be 1 at least; without it payloads stay as long as their messages')
          .max(36_500, 'must be 36500 at most; without it payloads stay as long as their messages')
          .optional(),
        /** Custom logic of Dynamics 365 that does not run when it writes: synchronous, asynchronous, Power Automate flows. */
        bypass: z.array(z.enum(['sync', 'async', 'flows'])).optional(),
        /** `true`: duplicate detection rules of Dynamics 365 may refuse its rows. */
        detectDuplicates: z.boolean().optional(),
        /** Entra object id of the user in whose name it writes. */
        actAs: z.guid().optional(),
        /** Where it goes: the name of a receiver, or one by the value of a field of the document. */
        receiver: z
          .union([
            z.string(),
            z.strictObject({
              path: z.string().min(1),
              to: z.record(z.string(), z.string()),
              otherwise: z.string().optional(),
            }),
          ])
          .default('dataverse'),
      }),
    )
    .default({}),
  /** Systems that are told what became of their IDocs. */
  answers: z.array(answers).default([]),
  /** Who is told of trouble, and of which. */
  alerts: alerts.prefault({}),
  /**
   * So many whole calendar months (UTC) of messages are kept before the running one, by the time they came in; with 13, all of September 2025
   * goes on 1 November 2026. Not said: all are kept for ever. What is open or not yet answered keeps its month (docs/production.md).
   */
  keepMonths: z
    .int('must be a whole number of months; without it all are kept')
    .min(1, 'must be 1 at least; without it all months are kept')
    .max(1200, 'must be 1200 at most; without it all months are kept')
    .optional(),
  /** Largest packet taken, bytes. */
  maxPacketBytes: z
    .int()
    .min(1024)
    .default(1024 * 1024 * 1024),
  /** Largest single IDoc taken, bytes; it is held in memory. */
  maxIdocBytes: z
    .int()
    .min(1024)
    .default(64 * 1024 * 1024),
})

/** What `landbridge.config.ts` may say. */
export const project = each
  .refine(({ signIn, publicUrl }) => signIn === undefined || (publicUrl !== undefined && isSafe(publicUrl)), {
    path: ['publicUrl'],
    message: 'must be the https:// address people know Landbridge by, as signIn has them sent back there',
  })
  .refine(({ clientCertificateHeader, trustProxy }) => clientCertificateHeader === undefined || trustProxy !== false, {
    path: ['trustProxy'],
    message: 'must be true, or the addresses of the proxies, as clientCertificateHeader counts only from them',
  })
  .refine(({ clientCertificateHeader, trustProxy, tls }) => !(clientCertificateHeader && tls && trustProxy === true), {
    path: ['trustProxy'],
    message: 'must be the addresses of the proxies: else who comes to tls.port could write clientCertificateHeader himself',
  })

/** As it is written: what has a default may be left out. */
export type ProjectInput = z.input<typeof project>
/** As it was checked: defaults in place, secrets still only named. */
export type Project = z.output<typeof project>

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
