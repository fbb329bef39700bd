import { z } from 'zod'
import { deliveryStatuses } from '../message/delivery-status.ts'
import { filledIn } from './filled-in.ts'
import { problemSchema } from './problem.ts'

export const status = z.enum(deliveryStatuses)

const operation = z.enum(['create', 'update', 'none', 'deactivate', 'delete'])

const row = z.object({
  table: z.string(),
  id: z.string(),
  operation: operation.optional().describe('What was done to it'),
  key: z.record(z.string(), z.string()).optional(),
})

const delivery = z.object({
  objectKey: z.string().describe('e.g. business-partner/4711'),
  status,
  attempts: z.int(),
  operation: operation.optional(),
  rows: z.array(row),
  reason: z.string().optional().describe('Why it is not delivered, and what to do'),
  code: z.string().optional().describe('The code of the error as the other side calls it, e.g. 0x80060892'),
  dueAt: z.string().optional().describe('When it is tried next, ISO time; of what goes as soon as its turn comes, nothing'),
  warnings: z.array(z.string()),
})

const messageFields = {
  id: z.string(),
  interface: z.string(),
  channel: z.string(),
  system: z.string(),
  idoc: z.string().optional().describe('DOCNUM, 16 digits'),
  xiMessageId: z.string().optional(),
  type: z.string(),
  status,
  receivedAt: z.string().describe('ISO time'),
  deliveries: z
    .array(delivery)
    .describe('In a list not all of a message that has very many: those asked for, then the least finished'),
  deliveryCount: z.int().describe('How many deliveries the message has'),
}

const namedMessage = z.object({ id: z.string(), idoc: z.string().optional(), type: z.string() })

export const message = z.object(messageFields)

export const messageDetail = z.object({
  ...messageFields,
  identity: z.string().describe('What makes two documents the same one'),
  contentType: z.string(),
  bytes: z.int().describe('Of its payload; 0 when that was removed'),
  payloadKeptDays: z
    .int()
    .optional()
    .describe(
      'After how many days its payload was removed, with the reasons and warnings that quote it; missing while it is there',
    ),
  repeatedCount: z.int().describe('How often the same document came again'),
  answer: z
    .object({
      sentAt: z.string().optional().describe('ISO time; missing while it waits to be sent, or when it was given up'),
      givenUpAt: z.string().optional().describe('ISO time a person gave it up'),
      isRefused: z
        .boolean()
        .describe('SAP refuses it for what it says; it is tried again by itself, and others do not wait for it'),
      attempts: z.int(),
      reason: z.string().optional().describe('Why it could not be sent yet'),
    })
    .optional()
    .describe('What SAP was told of it'),
  attempts: z.array(
    z.object({
      objectKey: z.string(),
      number: z.int(),
      startedAt: z.string(),
      finishedAt: z.string(),
      outcome: status,
      reason: z.string().optional(),
      code: z.string().optional(),
      requestId: z
        .string()
        .optional()
        .describe('What Dynamics 365 called the request that failed; Microsoft support asks for it'),
      asked: z
        .array(
          z.object({
            table: z.string(),
            operation: z.enum(['upsert', 'deactivate', 'delete']),
            key: z.record(z.string(), z.string()),
            columns: z.array(z.string()),
          }),
        )
        .optional()
        .describe('What it had asked of Dynamics 365, of an attempt that was refused; without values'),
    }),
  ),
  attemptCount: z.int().describe('How many attempts there were'),
  deeds: z
    .array(
      z.object({
        at: z.string(),
        who: z.string(),
        action: z.string(),
        reason: z.string().optional(),
        detail: z.string().optional(),
      }),
    )
    .describe('What people and programs did to it, as the audit log has it'),
  traceUrl: z.string().optional().describe('Where its trace is seen; missing where the settings name no such place'),
  cannotBeCorrected: z
    .string()
    .optional()
    .describe('Why editMessage does not take it, and what to do instead; missing when it does'),
  replaces: namedMessage.optional().describe('The message it is a corrected copy of'),
  replacedBy: z.array(namedMessage).optional().describe('Corrected copies of it'),
})

export const changed = z.object({
  changed: z.int().describe('How many deliveries were changed'),
  refused: z.array(z.object({ objectKey: z.string(), why: z.string() })),
})

/** `id` in the path: which message. */
export const messageParams = z.object({
  id: z
    .string()
    .min(1)
    .describe('A message id, its beginning, an IDoc number (the newest message that has it), or the id of an XI message'),
})

/** Why somebody does something. */
export const reason = filledIn(1000).describe('Why; stands in the audit log')

/** The body, or what stands behind the `?`, of what may also be done without saying why. */
export const maybeWhy = z.strictObject({ reason: reason.optional() })

/** The error answers every endpoint may give. */
export const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema, 404: problemSchema, 503: problemSchema }
