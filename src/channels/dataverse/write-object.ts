import { ByRow } from '../../message/by-row.ts'
import { IntegrationError, Missing, Rejected } from '../../message/errors.ts'
import type { ObjectResult, ObjectWrites, Reference } from '../../message/write.ts'
import type { ApiRequest } from './api-request.ts'
import { compareSum } from './compare-sum.ts'
import { errorOf } from './error-of.ts'
import { rowName } from './row-name.ts'
import { RowWriting } from './row-writing.ts'
import { sendInParts } from './send-in-parts.ts'
import type { Connection, Written } from './written.ts'

/**
 * Writes the rows of one object in order, all of them or none: they go as one change set. Only when a row needs another that is not
 * there yet, those before it are written all the same, so that objects that wait for each other can meet; and of more rows than a batch
 * may hold the first parts stay written when a later one fails, to be found there by the next try. Never throws.
 */
export async function writeObject(connection: Connection, object: ObjectWrites): Promise<ObjectResult> {
  return await writeRows(connection, object)
}

/** @param isPart the object has more rows, which are not written: what Dynamics 365 adds up of them is no sum yet */
async function writeRows(connection: Connection, object: ObjectWrites, isPart = false): Promise<ObjectResult> {
  const rows = object.writes.map((write) => new RowWriting(connection, write, object))
  try {
    const done = await tryUntilDone(connection, rows)
    const sums = isPart
      ? []
      : await Promise.all(done.map(({ row }, index) => compareSum(connection.outbox, object.writes[index], row.id)))
    return {
      rows: done.map(({ row }) => row),
      warnings: [...done.flatMap(({ warnings }) => warnings), ...sums.flat()],
    }
  } catch (thrown) {
    const { at, error, written } = thrown instanceof Stopped ? thrown : { at: 0, error: thrown, written: undefined }
    if (!(error instanceof Missing) || at === 0)
      return { rows: [], warnings: partOnly(written), error: asIntegrationError(error) }
    const before = await writeRows(connection, { ...object, writes: object.writes.slice(0, at) }, true)
    return { ...before, error: before.error ?? error }
  }
}

/** Each failure makes the row it belongs to wiser, until all goes well or a row gives up. */
async function tryUntilDone(connection: Connection, rows: readonly RowWriting[]): Promise<Written[]> {
  const siblings = new ByRow([...rows.entries()], ([, { write }]) => ({ table: write.table.name, key: write.key }))
  const siblingOf = (at: number) => (reference: Reference) => {
    const [index = 0, sibling] = siblings.find({ table: reference.table.name, key: reference.key }) ?? []
    return sibling?.bindAs(index < at)
  }
  for (;;) {
    await each(rows, (row) => row.locate())
    const prepared = await each(rows, (row, index) => row.prepare(siblingOf(index)))
    const requests = [...prepared.flatMap(({ own }) => own), ...prepared.flatMap(({ last }) => last)]
    const { answers: all, failed } = await sendInParts(connection.outbox, requests)
    const answers = new Map(requests.map((request, index) => [request, all[index]]))
    if (failed === undefined) {
      return await each(rows, (row, index) =>
        row.done((prepared[index]?.own ?? []).flatMap((request) => answers.get(request) ?? [])),
      )
    }
    const standing = rows.filter((_, index) => prepared[index]?.own.some((request) => answers.get(request) !== undefined))
    for (const row of standing) row.stands()
    const culprit = ownerOf(prepared, failed.at === undefined ? undefined : requests[failed.at])
    const row = rows[culprit ?? -1]
    const written = standing.at(-1)?.subject
    if (row === undefined || culprit === undefined) throw new Stopped(0, errorOf(failed.failure, rows[0]?.subject ?? {}), written)
    await row.failed(failed.failure).catch((error) => {
      throw new Stopped(culprit, error, written)
    })
  }
}

type Prepared = Awaited<ReturnType<RowWriting['prepare']>>

/** Does something for all rows at once; of several that fail the first one counts. */
async function each<T>(rows: readonly RowWriting[], work: (row: RowWriting, index: number) => Promise<T>): Promise<T[]> {
  const settled = await Promise.allSettled(rows.map(work))
  return settled.map((one, index) => {
    if (one.status === 'rejected') throw new Stopped(index, one.reason)
    return one.value
  })
}

/** Which row came to an end, and why. */
class Stopped extends Error {
  readonly at: number
  readonly error: unknown
  /** The last of the rows that went before, in parts that stay done. */
  readonly written: RowWriting['subject'] | undefined

  constructor(at: number, error: unknown, written?: RowWriting['subject']) {
    super()
    this.at = at
    this.error = error
    this.written = written
  }
}

function partOnly(written: RowWriting['subject'] | undefined): string[] {
  if (written === undefined) return []
  const sentence = `These are more rows than Dynamics 365 takes at once: those up to ${rowName(written)} are written, the others are not yet`
  return [sentence]
}

function ownerOf(prepared: readonly Prepared[], request: ApiRequest | undefined): number | undefined {
  if (request === undefined) return undefined
  return prepared.findIndex(({ own, last }) => own.includes(request) || last.includes(request))
}

/** A fault of ours is held for a person: nothing is lost, and nothing is repeated for ever. */
function asIntegrationError(error: unknown): IntegrationError {
  if (error instanceof IntegrationError) return error
  return new Rejected(`The dataverse channel failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
}
