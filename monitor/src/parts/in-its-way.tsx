import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip'
import { Link } from 'react-router'
import { objectPath } from '../model.ts'
import type { NamedDelivery, Waits, WholeObject } from '../model-message.ts'
import { t } from '../words.ts'
import { MessageActions } from './message-actions.tsx'
import { NamedLink, NextStep } from './next-step.tsx'
import { Told } from './told.tsx'

/** What keeps an object from going on, what to do about it, what is behind that, and what waits for the object. */
export function InItsWay({ object, onProblem }: { object: WholeObject; onProblem: (problem: unknown) => void }) {
  const { objectKey, waits } = object
  return (
    <section className="in-its-way" aria-label={t('What stands in its way')}>
      <h2>{t('What stands in its way')}</h2>
      {waits?.line[0] === undefined ? (
        <p className="empty">{t('Nothing. All that SAP sent of it has ended.')}</p>
      ) : (
        <First object={object} waits={waits} first={waits.line[0]} onProblem={onProblem} />
      )}
      {waits !== undefined && waits.line.length > 1 && <Behind waits={waits} />}
      {waits !== undefined && waits.awaitedByCount > 0 && (
        <>
          <h3>{t('What waits for it')}</h3>
          <p className="quiet">{t('This goes out by itself when {objectKey} is delivered.', { objectKey })}</p>
          <ul className="plain">
            {waits.awaitedBy.map((parked) => (
              <li key={parked.objectKey}>
                <Link to={objectPath(parked.objectKey)}>{parked.objectKey}</Link> · <NamedLink delivery={parked} />
              </li>
            ))}
          </ul>
          <More count={waits.awaitedByCount - waits.awaitedBy.length} />
        </>
      )}
    </section>
  )
}

function First({ object, waits, first, onProblem }: FirstProps) {
  const { messageId, status, reason } = first
  const delivery = object.messages
    .find(({ id }) => id === messageId)
    ?.deliveries.find(({ objectKey }) => objectKey === object.objectKey)
  return (
    <>
      <p>
        <NamedLink delivery={first} />
      </p>
      {reason !== undefined && (
        <MessageStrip design={status === 'held' ? 'Negative' : 'Information'} hideCloseButton>
          <Told text={reason} />
        </MessageStrip>
      )}
      <NextStep delivery={{ ...first, ...delivery, status }} messageId={messageId} waits={waits} />
      <div className="actions">
        <MessageActions message={{ id: messageId, status }} onProblem={onProblem} />
      </div>
    </>
  )
}

interface FirstProps {
  readonly object: WholeObject
  readonly waits: Waits
  readonly first: NamedDelivery
  readonly onProblem: (problem: unknown) => void
}

function Behind({ waits }: { waits: Waits }) {
  return (
    <>
      <h3>{t('What is behind it')}</h3>
      <ul className="plain">
        {waits.line.slice(1).map((delivery) => (
          <li key={delivery.messageId}>
            <NamedLink delivery={delivery} />
          </li>
        ))}
      </ul>
      <More count={waits.lineLength - waits.line.length} />
    </>
  )
}

function More({ count }: { count: number }) {
  return count > 0 ? <p className="quiet">{t('and {count} more', { count })}</p> : null
}
