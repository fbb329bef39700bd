import { Link } from 'react-router'
import type { Message, Page } from '../model.ts'
import { MissingLists } from '../parts/missing-lists.tsx'
import { t } from '../words.ts'
import { MessageRow, reasonOf } from './message-row.tsx'

/** What is held, the five newest reasons once each, with the newest message; above them the codes that would let many go out at once. */
export function HeldList({ data }: { data: Page<Message> | undefined }) {
  const alike = [...Map.groupBy(data?.items ?? [], reasonOf).values()]
  return (
    <section>
      <h2>
        <Link to="/messages?status=held">{t('Held: a person decides')}</Link>
      </h2>
      {data?.items.length === 0 && (
        <p className="empty">{t('Nothing is held. What Dynamics 365 or a mapping refuses shows up here, with the reason.')}</p>
      )}
      {alike.length > 0 && <MissingLists />}
      <ul className="list">
        {alike.slice(0, 5).map(([first, ...others]) =>
          first === undefined ? null : (
            <MessageRow key={first.id} message={first} showsReason>
              {others.length > 0 && t('and {count} more for the same reason', { count: countOf(others, data?.next) })}
            </MessageRow>
          ),
        )}
      </ul>
    </section>
  )
}

/** How many were seen; there may be more of them than were asked for. */
function countOf({ length }: readonly Message[], next: string | undefined): number | string {
  return next === undefined ? length : `${length}+`
}
