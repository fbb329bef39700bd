import { z } from 'zod'
import { type Revealed, reveal, secretReference } from './secret.ts'

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens')
const switchable = (least: number) => z.union([z.literal(false), z.int().min(least)])

/** Who is told of trouble, and of which. */
export const alerts = z.strictObject({
  rules: z
    .strictObject({
      /** Deliveries are held for a person. */
      held: z.boolean().default(true),
      /** A channel or an interface is paused, by itself or by a person. */
      paused: z.boolean().default(true),
      /** A delivery waits or is parked for longer than so many minutes. */
      backlogMinutes: switchable(1).default(30),
      /** Answers to a system wait for longer than so many minutes. */
      answersMinutes: switchable(1).default(30),
      /** So many of a hundred tries of an interface failed within a quarter of an hour, of twenty at least. */
      errorPercent: switchable(1).default(20),
      /** A credential of Dynamics 365 ends within so many days. */
      credentialDays: switchable(1).default(30),
      /** Packets of a known sender were refused within the last quarter of an hour. */
      refused: z.boolean().default(true),
      /** The database cannot be used, so that nothing can be stored. */
      database: z.boolean().default(true),
    })
    .prefault({}),
  /** How often there is a look, and how long the first trouble waits for more, to be told together. */
  lookSeconds: z.int().min(1).default(15),
  gatherSeconds: z.int().min(0).default(30),
  /** Trouble is over when it was not seen for so long; what comes back sooner is not told again. */
  calmMinutes: z.number().min(0).default(5),
  email: z
    .strictObject({
      host: z.string().min(1),
      port: z.int().min(1).max(65_535).default(587),
      security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
      user: z.string().min(1).optional(),
      password: secretReference.optional(),
      from: z.string().min(3),
      to: z.array(z.email()).min(1),
    })
    .refine(({ user, password }) => (user === undefined) === (password === undefined), 'user and password go together')
    .optional(),
  /** Webhooks of Teams; whoever knows such an address may write there, so it is a secret. */
  teams: z.array(z.strictObject({ name, url: secretReference })).default([]),
  webhooks: z.array(z.strictObject({ name, url: z.url({ protocol: /^https?$/ }), key: secretReference })).default([]),
})

export type Alerts = Revealed<z.output<typeof alerts>>

/** @throws {SettingsError} a secret is not set */
export function revealAlerts({ email, teams, webhooks, ...rest }: z.output<typeof alerts>): Alerts {
  const { password, ...server } = email ?? {}
  return {
    ...rest,
    email: email && ({ ...server, ...(password && { password: reveal(password) }) } as Alerts['email']),
    teams: teams.map(({ name, url }) => ({ name, url: reveal(url) })),
    webhooks: webhooks.map((one) => ({ ...one, key: reveal(one.key) })),
  }
}
