import { z } from 'zod'
import { deliveryStatuses } from '../message/delivery-status.ts'
import { problemSchema } from './problem.ts'

export const status = z.enum(deliveryStatuses)

const row = z.object({ table: z.string(), id: z.string() })

const delivery = z.object({
  objectKey: z.string().describe('e.g. business-partner/4711'),
  status,
  attempts: z.int(),
  operation: z.enum(['create', 'update', 'none', 'deactivate', 'delete']).optional(),
  rows: z.array(row),
  reason: z.string().optional().describe('Why it is not delivered, and what to do'),
  dueAt: z.string().optional().describe('When it is tried next, ISO time'),
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
  deliveries: z.array(delivery),
}

export const message = z.object(messageFields)

export const messageDetail = z.object({
  ...messageFields,
  identity: z.string().describe('What makes two documents the same one'),
  contentType: z.string(),
  bytes: z.int(),
  repeatedCount: z.int().describe('How often the same document came again'),
  answer: z
    .object({
      sentAt: z.string().optional().describe('ISO time; missing while it waits to be sent'),
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
    }),
  ),
})

export const changed = z.object({
  changed: z.int().describe('How many deliveries were changed'),
  refused: z.array(z.object({ objectKey: z.string(), why: z.string() })),
})

/** `id` in the path: a message id or an IDoc number. */
export const messageParams = z.object({ id: z.string().min(1).describe('A message id, its beginning, or an IDoc number') })

/** The error answers every endpoint may give. */
export const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema, 404: problemSchema, 503: problemSchema }
