import type { Attempt, ComparedObject, ComparedWrite, WholeDelivery } from '../model-message.ts'
import { t } from '../words.ts'
import { Told } from './told.tsx'

interface Props {
  readonly attempt: Attempt
  /** Of the last attempt, whose rows are kept. */
  readonly delivery: WholeDelivery | undefined
  readonly mapped: ComparedObject | undefined
}

/** What an attempt asked of Dynamics 365 and what it answered, as far as that is kept. */
export function AttemptDetail({ attempt, delivery, mapped }: Props) {
  const { reason, code, requestId, outcome } = attempt
  const rows = outcome === 'delivered' ? (delivery?.rows ?? []) : []
  const asked = attempt.asked ?? (delivery !== undefined && outcome === 'waiting' ? (mapped?.writes ?? []).map(toAsk) : [])
  return (
    <>
      {asked.length > 0 && (
        <ul className="asked">
          {asked.map(({ table, operation, key, columns }) => (
            <li key={`${table} ${JSON.stringify(key)}`}>
              {t('asked:')} {table} {Object.values(key).join(' ')} <span className="quiet">{t(`operation ${operation}`)}</span>
              {columns.length > 0 && <small className="quiet"> · {columns.join(', ')}</small>}
            </li>
          ))}
        </ul>
      )}
      {rows.length > 0 && (
        <ul className="asked">
          {rows.map(({ table, id, key, operation }) => (
            <li key={`${table} ${id}`}>
              {table} {Object.values(key ?? {}).join(' ')} <span className="quiet">{t(`operation ${operation ?? 'none'}`)}</span>
            </li>
          ))}
        </ul>
      )}
      {reason !== undefined && (
        <p className="reason">
          {asked.length > 0 && `${t('answered:')} `}
          <Told text={reason} />
          {code !== undefined && isTheirs(code) && <code> {code}</code>}
        </p>
      )}
      {requestId !== undefined && (
        <p className="quiet">
          {t('For Microsoft support: request')} <code>{requestId}</code>
        </p>
      )}
    </>
  )
}

/** A code of Dynamics 365, not of ours. */
function isTheirs(code: string): boolean {
  return /^(0x|HTTP )/.test(code)
}

/** What waits asks for the same again: that is told from the mapping. */
function toAsk({ table, operation, key, columns }: ComparedWrite) {
  const changed = Object.entries(columns).flatMap(([name, { change }]) => (change === 'same' ? [] : [name]))
  return { table, operation, key, columns: changed }
}
