import { z } from 'zod'
import { alertRules } from '../message/alert.ts'
import { type Revealed, reveal, secretReference } from './secret.ts'

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens')
const switchable = (least: number) => z.union([z.literal(false), z.int().min(least)])

const names = z.union([z.literal('all'), z.array(z.string().min(1)).min(1)])

/** Of which trouble a target is told; of all of it where nothing is said. */
const limits = {
  rules: z.array(z.enum(alertRules)).min(1).optional(),
  /** With `interfaces` or `channels` it is told only of trouble about one of these. */
  interfaces: names.optional(),
  channels: names.optional(),
}

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
      to: z.array(z.email()).min(1).optional(),
      ...limits,
      /** People who are told of something else than those in `to`. */
      groups: z
        .array(z.strictObject({ name, to: z.array(z.email()).min(1), ...limits }))
        .superRefine(eachOnce)
        .default([]),
    })
    .refine(({ to, groups }) => to !== undefined || groups.length > 0, {
      path: ['to'],
      message: 'must be a list of e-mail addresses, or name some in groups',
    })
    .refine(({ to, rules, interfaces, channels }) => to !== undefined || !(rules ?? interfaces ?? channels), {
      path: ['to'],
      message:
        'must be a list of e-mail addresses: rules, interfaces and channels beside it are theirs; those of a group stand in the group',
    })
    .refine(({ user, password }) => (user === undefined) === (password === undefined), 'user and password go together')
    .optional(),
  /** Webhooks of Teams; whoever knows such an address may write there, so it is a secret. */
  teams: z
    .array(z.strictObject({ name, url: secretReference, ...limits }))
    .superRefine(eachOnce)
    .default([]),
  webhooks: z
    .array(z.strictObject({ name, url: z.url({ protocol: /^https?$/ }), key: secretReference, ...limits }))
    .superRefine(eachOnce)
    .default([]),
})

export type Alerts = Revealed<z.output<typeof alerts>>

/** @throws {SettingsError} a secret is not set */
export function revealAlerts({ email, teams, webhooks, ...rest }: z.output<typeof alerts>): Alerts {
  const { password, ...server } = email ?? {}
  return {
    ...rest,
    email: email && ({ ...server, ...(password && { password: reveal(password) }) } as Alerts['email']),
    teams: teams.map((one) => ({ ...one, url: reveal(one.url) })),
    webhooks: webhooks.map((one) => ({ ...one, key: reveal(one.key) })),
  }
}

/** What was told is noted by the name of the target. */
function eachOnce(targets: readonly { readonly name: string }[], context: z.core.$RefinementCtx): void {
  for (const [index, { name }] of targets.entries()) {
    if (targets.findIndex((one) => one.name === name) === index) continue
    context.addIssue({
      code: 'custom',
      path: [index, 'name'],
      message: `must be another name, as there is one called '${name}' already`,
    })
  }
}
