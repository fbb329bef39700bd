import type { ISql, Sql } from 'postgres'
import { rowName } from '../message/by-row.ts'
import { isOpen } from '../message/delivery-status.ts'
import { finish } from '../queue/finish.ts'
import { hold } from '../queue/hold.ts'
import { park } from '../queue/park.ts'
import { postpone } from '../queue/postpone.ts'
import { release } from '../queue/release.ts'
import { lockStillHeld } from '../queue/still-held.ts'
import { wakeParked } from '../queue/wake.ts'
import { type EndedMessage, queueAnswers } from '../store/answers.ts'
import { noteAsked } from '../store/note-asked.ts'
import { noteUnwritten } from '../store/note-unwritten.ts'
import { saveRecords } from '../store/records.ts'
import { recordAttempts } from '../store/settle-deliveries.ts'
import type { WrittenRecord } from '../store/written-record.ts'
import { writtenSince } from '../store/written-since.ts'
import { askedOf } from './asked.ts'
import { endEndlessWaits } from './end-endless-waits.ts'
import { loneIdoc } from './fresh-documents.ts'
import type { Interfaces } from './interfaces.ts'
import { newRecords } from './new-records.ts'
import type { Outcome } from './outcome.ts'
import { unwritten } from './unwritten.ts'

/**
 * Writes down what became of a batch, all of it or nothing, and frees the object keys.
 * A claim that was taken over meanwhile settles nothing: its new holder does the work again, which every write allows.
 */
export async function settle(
  { sql, interfaces }: { sql: Sql; interfaces: Interfaces },
  outcomes: readonly Outcome[],
  startedAt: Date,
): Promise<Settled> {
  const settled = await sql.begin(async (tx) => {
    const held = await lockStillHeld(
      tx,
      outcomes.map(({ plan }) => plan.claim),
    )
    const heldKeys = new Set(held.map((claim) => claim.objectKey))
    const ours = await endEndlessWaits(
      tx,
      outcomes.filter(({ plan }) => heldKeys.has(plan.claim.objectKey)),
    )
    await writeDown(
      { tx, interfaces },
      ours.filter((outcome) => outcome.pause === undefined && !isUntried(outcome)),
      startedAt,
    )
    for (const untried of Map.groupBy(ours.filter(isUntried), ({ plan }) => plan.receiver).values()) {
      // All of one receiver heard of the same pause.
      const wait = Math.max(0, ...untried.map((outcome) => outcome.wait ?? 0))
      await release(tx, claimsOf(untried), wait)
    }
    await release(tx, claimsOf(ours.filter((outcome) => outcome.pause !== undefined)))
    return ours
  })
  // What was awaited may have been written while this was being parked for it, and then nobody else wakes it.
  const awaited = settled.flatMap(({ status, parkedFor }) => (status === 'parked' && parkedFor !== undefined ? [parkedFor] : []))
  const came = await writtenSince(sql, awaited, new Date(startedAt.getTime() - clockSkewMilliseconds))
  const ended = settled
    .filter(({ pause, status }) => pause === undefined && !isOpen[status])
    .map(({ plan }) => plan.claim.objectKey)
  // After the commit, as wakeParked says.
  await wakeParked(sql, [...ended, ...came])
  return { settled, heard: heardOf(settled) }
}

/** Between this machine's clock and PostgreSQL's. */
const clockSkewMilliseconds = 200

/** What became of a batch. */
export interface Settled {
  readonly settled: readonly Outcome[]
  /** Of each receiver that something was sent to: why it must pause, or nothing when it works. */
  readonly heard: ReadonlyMap<string, string | undefined>
}

function heardOf(outcomes: readonly Outcome[]): Map<string, string | undefined> {
  const sent = outcomes.filter((outcome) => outcome.plan.writes.length > 0 && !isUntried(outcome))
  const byReceiver = Map.groupBy(sent, ({ plan }) => plan.receiver)
  return new Map([...byReceiver].map(([receiver, some]) => [receiver, some.find(({ pause }) => pause !== undefined)?.pause]))
}

function isUntried(outcome: Outcome): boolean {
  return outcome.isUntried === true
}

/** All statements are on their way at once; PostgreSQL does them one after the other. */
async function writeDown(
  { tx, interfaces }: { tx: ISql; interfaces: Interfaces },
  outcomes: readonly Outcome[],
  startedAt: Date,
): Promise<void> {
  const attempts = outcomes.map(({ plan, ...outcome }) => ({
    messageId: plan.claim.messageId,
    objectKey: plan.claim.objectKey,
    attempt: plan.claim.attempt,
    status: outcome.status,
    startedAt,
    operation: outcome.operation,
    rows: outcome.rows.filter(({ id }) => id !== ''),
    warnings: outcome.warnings,
    ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
    ...(outcome.code === undefined ? {} : { code: outcome.code }),
    ...(outcome.requestId === undefined ? {} : { requestId: outcome.requestId }),
  }))
  const finished = outcomes.filter((outcome) => !isOpen[outcome.status])
  const held = outcomes.filter(({ status }) => status === 'held')
  const parked = outcomes
    .filter((outcome) => outcome.status === 'parked')
    .map((outcome) => ({ claim: outcome.plan.claim, parkedFor: outcome.parkedFor ?? '', milliseconds: outcome.wait ?? 0 }))
  await Promise.all([
    recordAttempts(tx, attempts).then(() => noteAsked(tx, askedOf(outcomes, startedAt))),
    saveRecords(tx, lastOfEachRow(outcomes.flatMap(newRecords))),
    finish(tx, claimsOf(finished)),
    postpone(tx, delaysOf(outcomes.filter((outcome) => outcome.status === 'waiting'))),
    hold(tx, claimsOf(held)),
    noteUnwritten(tx, unwritten(interfaces, held)),
    park(tx, parked),
    queueAnswers(tx, finished.map(endedMessage)),
  ])
}

function endedMessage({ plan: { message } }: Outcome): EndedMessage {
  return { id: message.id, idoc: loneIdoc(message) === undefined ? undefined : message }
}

/** Deliveries of one object that went together follow each other; what the last one says holds all of it. */
function lastOfEachRow(records: readonly WrittenRecord[]): WrittenRecord[] {
  const nameOf = ({ objectKey, receiver, table, rowKey }: WrittenRecord) =>
    [objectKey, receiver, rowName({ table, key: rowKey })].join(' ')
  return [...new Map(records.map((record) => [nameOf(record), record])).values()]
}

function delaysOf(outcomes: readonly Outcome[]) {
  return outcomes.map(({ plan, wait = 0 }) => ({ claim: plan.claim, milliseconds: wait }))
}

function claimsOf(outcomes: readonly Outcome[]) {
  return outcomes.map(({ plan }) => plan.claim)
}
