import type { ReactNode } from 'react'
import type { ComparedObject, WholeDelivery, WholeMessage } from '../model-message.ts'
import { told } from '../told.ts'
import { duration, shown, t } from '../words.ts'
import { AnswerActions } from './answer-actions.tsx'
import { AttemptDetail } from './attempt-detail.tsx'
import { Moment } from './moment.tsx'
import { StatusTag } from './status-tag.tsx'

interface Entry {
  readonly key: string
  /** Nothing of what is still to come. */
  readonly at: string | undefined
  readonly look: 'good' | 'bad' | 'plain' | 'to come'
  readonly what: ReactNode
}

/** So many of the last things that happened are told. */
const mostTold = 60

interface Props {
  readonly message: WholeMessage
  /** What it maps to. */
  readonly objects: readonly ComparedObject[]
  /** These are all of them. */
  readonly isWhole: boolean
}

/** The life of a message: received, mapped, each attempt, what people did to it, what SAP was told, what comes next. */
export function Timeline({ message, objects, isWhole }: Props) {
  const happened = [
    received(message, isWhole ? objects : []),
    ...attempts(message, objects),
    ...deeds(message),
    ...answered(message),
  ]
  const sorted = happened.toSorted((left, right) => Date.parse(left.at ?? '') - Date.parse(right.at ?? ''))
  const [first, ...later] = sorted
  const last = later.slice(-mostTold)
  const left = later.length - last.length + message.attemptCount - message.attempts.length
  const entries = [...(first === undefined ? [] : [first]), ...last, ...toCome(message).slice(0, mostTold)]
  return (
    <ol className="timeline">
      {entries.map(({ key, at, look, what }) => (
        <li key={key} className={look.replace(' ', '-')}>
          {at !== undefined && (
            <>
              <Moment at={at} />{' '}
            </>
          )}
          {what}
          {key === 'received' && left > 0 && (
            <p className="quiet">{t('{count} {count:event|events} in between {count:is|are} left out', { count: left })}</p>
          )}
        </li>
      ))}
    </ol>
  )
}

function received(
  { receivedAt, bytes, payloadKeptDays, system, channel, repeatedCount }: WholeMessage,
  objects: readonly ComparedObject[],
): Entry {
  const rows = objects.flatMap(({ writes }) => writes)
  const tables = [...Map.groupBy(rows, ({ table }) => table)].map(([table, { length }]) => `${shown(length)} ${table}`)
  return {
    key: 'received',
    at: receivedAt,
    look: 'plain',
    what: (
      <>
        {payloadKeptDays === undefined
          ? t('received from {system} by {channel}, {bytes} bytes', { system, channel, bytes })
          : t('received from {system} by {channel}', { system, channel })}
        {repeatedCount > 0 && ` · ${t('came again {count} {count:time|times}', { count: repeatedCount })}`}
        {tables.length > 0 && <p className="quiet">{t('It maps to: {tables}', { tables: tables.join(', ') })}</p>}
      </>
    ),
  }
}

function attempts({ attempts, deliveries }: WholeMessage, objects: readonly ComparedObject[]): Entry[] {
  const deliveryOf = new Map(deliveries.map((one) => [one.objectKey, one]))
  const mappedOf = new Map(objects.map((one) => [one.objectKey, one]))
  return attempts.map((attempt) => {
    const { objectKey, number, startedAt, finishedAt, outcome } = attempt
    const delivery = deliveryOf.get(objectKey)
    const took = duration(Date.parse(finishedAt) - Date.parse(startedAt))
    return {
      key: `${objectKey} ${number} ${startedAt}`,
      at: finishedAt,
      look: outcome === 'held' ? 'bad' : outcome === 'delivered' ? 'good' : 'plain',
      what: (
        <>
          <StatusTag status={outcome} /> {t('attempt {number} for {objectKey}, {took}', { number, objectKey, took })}
          <AttemptDetail
            attempt={attempt}
            delivery={isLast(attempt, delivery) ? delivery : undefined}
            mapped={mappedOf.get(objectKey)}
          />
        </>
      ),
    }
  })
}

function isLast({ number }: WholeMessage['attempts'][number], delivery: WholeDelivery | undefined): boolean {
  return delivery !== undefined && number >= delivery.attempts
}

function deeds({ deeds }: WholeMessage): Entry[] {
  return deeds.map(({ at, who, action, reason, detail }) => ({
    key: `${at} ${action}`,
    at,
    look: 'plain',
    what: (
      <>
        {t(`deed ${action}`, { who })}
        {(reason ?? detail) !== undefined && (
          <p className="reason">{[reason, detail].flatMap((text) => (text === undefined ? [] : [told(text)])).join(' · ')}</p>
        )}
      </>
    ),
  }))
}

function answered({ answer, system }: WholeMessage): Entry[] {
  if (answer?.givenUpAt !== undefined) {
    const what = t('{system} is not told what became of it: that was given up', { system })
    return [{ key: 'answer', at: answer.givenUpAt, look: 'bad', what }]
  }
  if (answer?.sentAt === undefined) return []
  return [{ key: 'answer', at: answer.sentAt, look: 'good', what: t('{system} was told what became of it', { system }) }]
}

function toCome({ id, answer, deliveries, system }: WholeMessage): Entry[] {
  const tries = deliveries.flatMap(({ objectKey, dueAt }): Entry[] =>
    dueAt === undefined
      ? []
      : [{ key: `due ${objectKey}`, at: dueAt, look: 'to come', what: t('next try for {objectKey}', { objectKey }) }],
  )
  if (answer === undefined || answer.sentAt !== undefined || answer.givenUpAt !== undefined) return tries
  const what = (
    <>
      {t('{system} is to be told what became of it', { system })}
      {answer.reason !== undefined && (
        <>
          <p className="reason">{told(answer.reason)}</p>
          <AnswerActions messageIds={[id]} name={t('what became of it')} isRefused={answer.isRefused} />
        </>
      )}
    </>
  )
  return [...tries, { key: 'answer', at: undefined, look: 'to come', what }]
}
