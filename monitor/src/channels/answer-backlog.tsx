import { Link } from 'react-router'
import type { AnswerBacklog as Backlog } from '../model.ts'
import { Moment } from '../parts/moment.tsx'
import { Told } from '../parts/told.tsx'
import { t } from '../words.ts'

/** What one system is still to be told, since when, why it does not go out and when it is tried again. */
export function AnswerBacklog({ backlog }: { backlog: Backlog }) {
  const { system, waiting, refused, since, reason, messageId, nextTryAt } = backlog
  if (since === undefined) return <p className="reason">{t('{system} has been told everything', { system })}</p>
  return (
    <>
      <p className="reason">
        {t('{count} {count:answer waits|answers wait} for {system}', { count: waiting, system })}, {t('the oldest since')}{' '}
        <Moment at={since} />
        {nextTryAt !== undefined && (
          <>
            , {t('next try')} <Moment at={nextTryAt} />
          </>
        )}
      </p>
      {refused > 0 && (
        <p className="reason">
          {t('{system} refuses {count} of them for what they say; the others go out without them.', { count: refused, system })}
        </p>
      )}
      {reason !== undefined && messageId !== undefined && (
        <p className="reason bad">
          <Told text={reason} /> <Link to={`/messages/${messageId}`}>{t('See the message')}</Link>
        </p>
      )}
    </>
  )
}
