import { z } from 'zod'
import { ownerOf } from '../mapping/define-interface.ts'
import { missedCode } from '../mapping/miss-code.ts'
import { partsOf } from '../message/object-key.ts'
import { parkedFor } from '../queue/parked-for.ts'
import { readLines } from '../queue/read-lines.ts'
import { countHeldForCode } from '../store/held-for-code.ts'
import { deliveryName, lastDeliveries, type NamedDelivery, nameDeliveries } from '../store/named-deliveries.ts'
import { readPauses } from '../store/pauses.ts'
import { readCodes } from '../store/read-codes.ts'
import type { ApiNeeds } from './needs.ts'
import { status } from './schemas.ts'
import { readersOf } from './value-mappings/find-list.ts'

const named = z.object({
  messageId: z.string(),
  objectKey: z.string(),
  idoc: z.string().optional(),
  xiMessageId: z.string().optional(),
  type: z.string(),
  receivedAt: z.string(),
  status,
  reason: z.string().optional(),
})

/** What keeps an object from going on, and what it keeps. */
export const waitsSchema = z.object({
  objectKey: z.string(),
  line: z.array(named).describe('What is left to deliver of the object, in its order; the first twenty'),
  lineLength: z.int(),
  missing: z
    .object({
      list: z.string(),
      code: z.string(),
      heldMessages: z.int().describe('How many messages are held for it, this one included; at most 1000'),
    })
    .optional()
    .describe('The code of a value mapping the first of the line is held for'),
  waitsFor: z
    .object({ objectKey: z.string(), last: named.optional().describe('Its last message; nothing when none ever came') })
    .optional()
    .describe('The object the first of the line is parked for'),
  awaitedBy: z.array(named).describe('What is parked for this object; the first twenty'),
  awaitedByCount: z.int(),
  pauses: z
    .array(
      z.object({ kind: z.enum(['channel', 'interface']), name: z.string(), who: z.string(), reason: z.string(), at: z.string() }),
    )
    .describe('What a person stopped of its interface and of the channels to Dynamics 365, while anything is left to do'),
})

export type Waits = z.output<typeof waitsSchema>

/** What these objects wait for, and what waits for them; of an object that neither is true of, nothing. */
export async function readWaits(
  { sql, interfaces }: Pick<ApiNeeds, 'sql' | 'interfaces'>,
  objectKeys: readonly string[],
): Promise<Waits[]> {
  const [lines, parked, pauses] = await Promise.all([readLines(sql, objectKeys), parkedFor(sql, objectKeys), readPauses(sql)])
  const inLine = lines.flatMap(({ objectKey, messageIds }) => messageIds.map((messageId) => ({ objectKey, messageId })))
  const heads = lines.flatMap(({ objectKey, messageIds: [messageId] }) =>
    messageId === undefined ? [] : [{ objectKey, messageId }],
  )
  const [names, last, codes] = await Promise.all([
    nameDeliveries(sql, [...inLine, ...parked]),
    lastDeliveries(
      sql,
      lines.flatMap(({ parkedFor }) => parkedFor ?? []),
    ),
    readCodes(sql, heads),
  ])
  const nameOf = (delivery: { objectKey: string; messageId: string }) => names.get(deliveryName(delivery)) ?? []
  const waits = objectKeys.map(async (objectKey): Promise<Waits | undefined> => {
    const line = lines.find((one) => one.objectKey === objectKey)
    const waiting = parked.filter(({ awaited }) => awaited === objectKey)
    if (line === undefined && waiting.length === 0) return undefined
    const missing = await missingOf({ sql, interfaces }, objectKey, codes.get(objectKey))
    return {
      objectKey,
      line: (line?.messageIds ?? []).flatMap((messageId) => nameOf({ objectKey, messageId })),
      lineLength: line?.length ?? 0,
      ...(missing && { missing }),
      ...(line?.parkedFor && { waitsFor: awaited(line.parkedFor, last) }),
      awaitedBy: waiting.flatMap(nameOf),
      awaitedByCount: waiting[0]?.total ?? 0,
      pauses: pauses
        .filter(({ kind, name }) => line !== undefined && (kind === 'channel' || name === partsOf(objectKey).interfaceName))
        .map((pause) => ({ ...pause, at: pause.at.toISOString() })),
    }
  })
  return (await Promise.all(waits)).filter((one) => one !== undefined)
}

async function missingOf(
  { sql, interfaces }: Pick<ApiNeeds, 'sql' | 'interfaces'>,
  objectKey: string,
  code: string | undefined,
): Promise<Waits['missing']> {
  const missed = missedCode(code ?? '')
  if (code === undefined || missed === undefined) return undefined
  const { interfaceName } = partsOf(objectKey)
  const reader = interfaces.get(interfaceName)
  // All that goes out when it is added, whichever interface it is of.
  const readers = reader === undefined ? [] : readersOf(interfaces, ownerOf(reader, missed.list), missed.list)
  const names = new Set([interfaceName, ...readers.map(({ name }) => name)])
  return { ...missed, heldMessages: await countHeldForCode(sql, [...names], code) }
}

function awaited(objectKey: string, last: ReadonlyMap<string, NamedDelivery>): Waits['waitsFor'] {
  const found = last.get(objectKey)
  return { objectKey, ...(found && { last: found }) }
}
