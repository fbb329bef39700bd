import { t } from '../words.ts'

/** In place of a document that is not there any more, and of what it would mean. */
export function RemovedPayload({ days }: { days: number }) {
  return (
    <section className="pane removed" aria-label={t('The document')}>
      <header>
        <h2>{t('The document')}</h2>
      </header>
      <div className="pane-body">
        <p>
          {t('Its payload was removed {count} {count:day|days} after it came in, and reasons and warnings that quoted it.', {
            count: days,
          })}
        </p>
        <p className="quiet">
          {t(
            'So says keepDays of its interface. It can no longer be restarted or edited. What of it Dynamics 365 holds stands on the page of the object, which can be written again there.',
          )}
        </p>
      </div>
    </section>
  )
}
