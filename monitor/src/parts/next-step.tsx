import { Link } from 'react-router'
import { numberOf, objectPath, type Status } from '../model.ts'
import type { NamedDelivery, Waits } from '../model-message.ts'
import { t } from '../words.ts'
import { MissingCode } from './missing-code.tsx'
import { Moment } from './moment.tsx'

interface Props {
  readonly delivery: {
    readonly objectKey: string
    readonly status: Status
    readonly code?: string
    readonly dueAt?: string
    readonly reason?: string
  }
  readonly messageId: string
  readonly waits: Waits | undefined
}

/** What to do about a delivery, in words, or why there is nothing to do. */
export function NextStep({ delivery, messageId, waits }: Props) {
  // What stands in the way is read a moment later; half of the advice would be the wrong one.
  const steps = waits === undefined ? [] : stepsOf(delivery, messageId, waits)
  if (steps.length === 0) return null
  const isFirst = waits?.line[0]?.messageId === messageId
  const missing = delivery.status === 'held' && isFirst ? waits?.missing : undefined
  return (
    <div className="next-step">
      <b>{t('Next step')}</b>
      {steps.map((step, index) => (
        <p key={index}>{step}</p>
      ))}
      {missing !== undefined && <MissingCode key={missing.list} objectKey={delivery.objectKey} missing={missing} />}
    </div>
  )
}

function stepsOf({ objectKey, status, code, dueAt, reason }: Props['delivery'], messageId: string, waits: Waits | undefined) {
  const [head] = waits?.line ?? []
  const behind = (waits?.lineLength ?? 0) - 1
  if (status === 'waiting' && head !== undefined && head.messageId !== messageId) {
    return [
      <>
        {t('It waits behind an earlier message of the same object:')} <NamedLink delivery={head} />.{' '}
        {t('When that one has ended, this one goes out by itself.')}
      </>,
    ]
  }
  if (status === 'held') {
    return [
      waits?.missing === undefined ? heldStep(code) : t('Say below what the code is in Dynamics 365; it goes out at once.'),
      ...(behind > 0
        ? [
            t('Later messages of {objectKey} that wait behind it: {count}. If one of them puts it right, cancel this one.', {
              count: behind,
              objectKey,
            }),
          ]
        : []),
    ]
  }
  if (status === 'parked') return parkedSteps(waits)
  if (status === 'waiting') {
    const [pause] = waits?.pauses ?? []
    if (pause !== undefined) {
      return [
        <>
          {t('{name} was paused by {who}: {reason}', { ...pause })}{' '}
          <Link to={pause.kind === 'channel' ? '/channels' : '/interfaces'}>{t('Resume it there; this goes out at once.')}</Link>
        </>,
      ]
    }
    if (reason === undefined) return [t('It goes out by itself.')]
    return [
      <>
        {t('It is tried again by itself; there is nothing to do.')}
        {dueAt !== undefined && (
          <>
            {' '}
            {t('next try')} <Moment at={dueAt} />
          </>
        )}
      </>,
    ]
  }
  return []
}

/** Who refused it says where to put it right. */
function heldStep(code: string | undefined): string {
  return /^(0x|HTTP )/.test(code ?? '')
    ? t(
        'Dynamics 365 refused it. Put right there or in SAP what the reason says, then restart it; or correct the document with Edit and resend.',
      )
    : t(
        'Put right what the reason says, then restart it; or correct the document with Edit and resend; or cancel it with a reason.',
      )
}

function parkedSteps(waits: Waits | undefined) {
  const awaited = waits?.waitsFor
  if (awaited === undefined) return [t('It goes out by itself when what it waits for has ended.')]
  const link = <Link to={objectPath(awaited.objectKey)}>{awaited.objectKey}</Link>
  const { last } = awaited
  if (last === undefined) {
    return [
      <>
        {t('SAP has not sent this yet:')} {link}. {sendIt(awaited.objectKey)}{' '}
        {t('This one goes out by itself when it is delivered.')}
      </>,
    ]
  }
  return [
    <>
      {t('It waits for')} {link}; {t('its last message is')} <NamedLink delivery={last} />.{' '}
      {t('This one goes out by itself when it is delivered.')}
    </>,
  ]
}

/** The transactions by which SAP sends master data again. */
const transactions: Readonly<Record<string, string>> = { 'business-partner': 'BD12', material: 'BD10' }

function sendIt(objectKey: string): string {
  const transaction = transactions[objectKey.split('/')[0] ?? '']
  return transaction === undefined
    ? t('Send it from SAP.')
    : t('Send it from SAP with transaction {transaction}.', { transaction })
}

/** A message with its number and how it stands. */
export function NamedLink({ delivery }: { delivery: NamedDelivery }) {
  const { messageId, type, status } = delivery
  return (
    <>
      <Link to={`/messages/${messageId}`}>
        {type} {numberOf({ ...delivery, id: messageId })}
      </Link>{' '}
      ({t(status)})
    </>
  )
}
