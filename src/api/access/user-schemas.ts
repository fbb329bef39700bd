import { z } from 'zod'
import { roles } from '../../access/role.ts'

/** A colon would end the name in Basic authentication. */
export const userName = z
  .string()
  .regex(/^[\p{L}\p{N}._@+-]{1,100}$/u, 'must be letters, digits and . _ @ + -, at most 100')
  .describe('Stands in the audit log')

// NIST SP 800-63B, 3.1.1.2: length counts, kinds of characters do not.
export const newPassword = z.string().min(12, 'must have at least 12 characters').max(200, 'must have at most 200 characters')

export const someRoles = z.array(z.enum(roles)).min(1, 'must name at least one role')

export const shownUser = z.object({
  name: z.string(),
  roles: z.array(z.enum(roles)),
  way: z.enum(['settings', 'local']).describe('Those of the settings are changed there'),
  isDisabled: z.boolean(),
  createdAt: z.string().optional().describe('ISO time'),
  createdBy: z.string().optional(),
})
