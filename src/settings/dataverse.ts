import { z } from 'zod'
import { credential } from './credential.ts'

/** One environment of Dynamics 365, and how it is written to. */
export const dataverse = z.strictObject({
  /** The environment, e.g. https://contoso.crm4.dynamics.com */
  url: z.url({ protocol: /^https$/ }),
  credential,
  /** The model-driven app people work with, by its id: links to rows open in it. Without it Dynamics 365 asks which one. */
  appId: z.guid().optional(),
  /** PEM file of a private certificate authority to trust besides the public ones. */
  caFile: z.string().optional(),
  /** `key`: upsert by alternate key. `check`: look for the row, then create or update it, where the environment has no keys. */
  match: z.enum(['key', 'check']).default('key'),
  /** Who owns rows whose owner in SAP is not there or disabled in Dynamics 365; nobody when not given: the column is left out. */
  fallbackOwner: z
    .strictObject({
      domainName: z.string().min(1).optional(),
      email: z.email().optional(),
      employeeNumber: z.string().min(1).optional(),
    })
    .refine((given) => Object.keys(given).length === 1, 'name the user by exactly one of domainName, email, employeeNumber')
    .optional(),
  /** Further application users of the same environment: the limits of Dynamics 365 are each user's own. */
  furtherCredentials: z.array(credential).optional(),
  /** Unique name of the unmanaged solution that `provision` creates tables, columns, lookups and keys in. */
  solution: z.string().min(1).optional(),
  /** How many requests the tenant's licences allow Landbridge within 24 hours; every row counts. */
  dailyRequests: z.int().min(1000).optional(),
  /** `false`: no bulk messages, where plug-ins of the environment do not bear them. */
  bulkMessages: z.boolean().default(true),
  /** Requests under way at most, for each application user. */
  maxConcurrency: z.int().min(1).max(500).default(16),
  timeoutSeconds: z.int().min(1).max(600).default(120),
})
