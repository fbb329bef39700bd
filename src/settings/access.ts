import { z } from 'zod'
import { secretReference } from './secret.ts'

/** What somebody is here. */
export const role = z.enum(['viewer', 'operator', 'administrator', 'personal-data', 'crm'])

/** Somebody who may use the API with a password of the settings; by default everything. */
export const user = z.strictObject({
  name: z.string().min(1),
  password: secretReference,
  roles: z.array(role).default(['administrator', 'personal-data', 'crm']),
})
