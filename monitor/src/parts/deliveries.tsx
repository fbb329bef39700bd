import { Button } from '@ui5/webcomponents-react/Button'
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip'
import { useState } from 'react'
import { Link } from 'react-router'
import { objectPath, type Status, statuses } from '../model.ts'
import type { Waits, WholeDelivery, WholeMessage } from '../model-message.ts'
import { t } from '../words.ts'
import { FirstOf } from './first-of.tsx'
import { NextStep } from './next-step.tsx'
import { StatusTag } from './status-tag.tsx'
import { Told } from './told.tsx'

/** Of a message about more objects, those that need somebody come first and the rest is folded away. */
const mostShown = 10

/** What became of a message for each of its objects, why, and what to do. */
export function Deliveries({ message, waits }: { message: WholeMessage; waits: readonly Waits[] }) {
  const [isWhole, setIsWhole] = useState(false)
  const sorted = message.deliveries.toSorted((left, right) => placeOf(left) - placeOf(right))
  const shown = isWhole ? sorted : sorted.slice(0, mostShown)
  return (
    <>
      {shown.map((delivery) => (
        <Delivery
          key={delivery.objectKey}
          delivery={delivery}
          messageId={message.id}
          waits={waits.find(({ objectKey }) => objectKey === delivery.objectKey)}
        />
      ))}
      {sorted.length > shown.length && (
        <Button design="Transparent" onClick={() => setIsWhole(true)}>
          {t('and {count} more', { count: message.deliveryCount - shown.length })}
        </Button>
      )}
      {isWhole && <FirstOf count={shown.length} total={message.deliveryCount} />}
    </>
  )
}

function placeOf({ status }: WholeDelivery): number {
  return statuses.indexOf(status)
}

// The table is the decision, as with the tags.
const looks: Readonly<Partial<Record<Status, 'Negative' | 'Critical'>>> = { held: 'Negative', parked: 'Critical' }

function Delivery({ delivery, messageId, waits }: { delivery: WholeDelivery; messageId: string; waits: Waits | undefined }) {
  const { objectKey, status, operation, reason, code, warnings } = delivery
  return (
    <section className="delivery" aria-label={objectKey}>
      <h2>
        <Link to={objectPath(objectKey)}>{objectKey}</Link> <StatusTag status={status} />
        {operation !== undefined && operation !== 'none' && <span className="quiet"> {t(`operation ${operation}`)}</span>}
      </h2>
      {reason !== undefined && (
        <MessageStrip design={looks[status] ?? 'Information'} hideCloseButton>
          <Told text={reason} />
          {code !== undefined && /^(0x|HTTP )/.test(code) && <code> {code}</code>}
        </MessageStrip>
      )}
      {warnings.map((warning) => (
        <MessageStrip key={warning} design="Critical" hideCloseButton>
          <Told text={warning} />
        </MessageStrip>
      ))}
      <NextStep delivery={delivery} messageId={messageId} waits={waits} />
      {waits !== undefined && waits.awaitedByCount > 0 && (
        <p className="quiet">
          {t('Other objects that wait for this one: {count};', { count: waits.awaitedByCount })}{' '}
          <Link to={objectPath(objectKey)}>{t('see which')}</Link>
        </p>
      )}
    </section>
  )
}
