import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { missCode } from '../../mapping/miss-code.ts'
import type { MessageFilter } from '../../store/find-messages.ts'
import { seesPersonalData } from '../admission.ts'
import { status } from '../schemas.ts'

const time = z.iso.datetime({ offset: true }).or(z.iso.date()).describe('ISO time, or a date in UTC')

/** What to look for; every condition given must hold. */
export const filterSchema = z.strictObject({
  interface: z.string().optional(),
  status: status.optional(),
  objectKey: z.string().optional().describe('business-partner/4711, or 4711 alone'),
  idoc: z.string().optional().describe('DOCNUM, with or without leading zeros'),
  messageId: z.string().optional().describe('A message id or its beginning, or the whole id of an XI message'),
  from: time.optional(),
  to: time.optional(),
  text: z
    .string()
    .optional()
    .describe(
      'A number of an IDoc or object, or words of names, place, e-mail, telephone or numbers of the object, or of a reason',
    ),
  reason: z.string().optional().describe('Words of the reason why a delivery is not done'),
  lacks: z
    .string()
    .regex(/^[^:]+:./, 'must be a value mapping and the code it lacks, such as unit-of-measure:KAR')
    .optional()
    .describe('Held because a value mapping lacks a code: unit-of-measure:KAR'),
})

export function filterOf({ from, to, lacks, ...filter }: z.infer<typeof filterSchema>, request: FastifyRequest): MessageFilter {
  const isBlindToRows = !seesPersonalData(request)
  return {
    ...filter,
    heldFor: errorFor(lacks),
    isBlindToRows,
    from: from === undefined ? undefined : new Date(from),
    to: endOf(to),
  }
}

function errorFor(lacks: string | undefined): string | undefined {
  if (lacks === undefined) return undefined
  const end = lacks.indexOf(':')
  return missCode(lacks.slice(0, end), lacks.slice(end + 1))
}

/** A date alone means the whole day. */
function endOf(to: string | undefined): Date | undefined {
  if (to === undefined) return undefined
  return new Date(/^\d{4}-\d\d-\d\d$/.test(to) ? `${to}T23:59:59.999Z` : to)
}
