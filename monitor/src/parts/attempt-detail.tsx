import type { ComparedObject, ComparedWrite, WholeDelivery, WholeMessage } from '../model-message.ts'
import { t } from '../words.ts'

interface Props {
  readonly attempt: WholeMessage['attempts'][number]
  /** Of the last attempt, whose rows are kept. */
  readonly delivery: WholeDelivery | undefined
  readonly mapped: ComparedObject | undefined
}

/** What an attempt asked of Dynamics 365 and what it answered, as far as that is kept. */
export function AttemptDetail({ attempt: { reason, code, outcome }, delivery, mapped }: Props) {
  const rows = outcome === 'delivered' ? (delivery?.rows ?? []) : []
  // What failed is asked again: that is told from the mapping, as nothing was written of it.
  const asked = delivery !== undefined && (outcome === 'held' || outcome === 'waiting') ? (mapped?.writes ?? []) : []
  return (
    <>
      {rows.length > 0 && (
        <ul className="asked">
          {rows.map(({ table, id, key, operation }) => (
            <li key={`${table} ${id}`}>
              {table} {Object.values(key ?? {}).join(' ')} <span className="quiet">{t(`operation ${operation ?? 'none'}`)}</span>
            </li>
          ))}
        </ul>
      )}
      {reason !== undefined && <p className="reason">{reason}</p>}
      {code !== undefined && (
        <p className="quiet">
          {t('Code')} <code>{code}</code>
        </p>
      )}
      {asked.length > 0 && (
        <details>
          <summary>{t('What it asks of Dynamics 365')}</summary>
          <ul className="asked">
            {asked.map((write) => (
              <li key={`${write.table} ${JSON.stringify(write.key)}`}>
                {write.table} {Object.values(write.key).join(' ')}{' '}
                <span className="quiet">{t(`operation ${write.operation}`)}</span>:{' '}
                {columnsToSend(write).join(', ') || t('nothing')}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function columnsToSend({ columns }: ComparedWrite): string[] {
  return Object.entries(columns).flatMap(([name, { change }]) => (change === 'same' ? [] : [name]))
}
