import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { Link } from 'react-router'
import { get, queryOf } from '../api.ts'
import { numberOf, type Page, type RefusedAnswer } from '../model.ts'
import { AnswerActions } from '../parts/answer-actions.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Moment } from '../parts/moment.tsx'
import { Problem } from '../parts/problem.tsx'
import { Told } from '../parts/told.tsx'
import { t } from '../words.ts'

/** Every answer that SAP refuses for what it says: to which message, since when, why, and what to do about it. */
export function RefusedAnswers() {
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['refused-answers'],
    queryFn: ({ pageParam }) => get<Page<RefusedAnswer>>(`/answers/refused${queryOf({ cursor: pageParam })}`),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })
  const items = data?.pages.flatMap((page) => page.items) ?? []
  if (error !== null) return <Problem error={error} />
  if (items.length === 0) return null
  return (
    <section aria-label={t('Answers that SAP refuses')}>
      <h2>{t('Answers that SAP refuses')}</h2>
      <p className="quiet">
        {t(
          'Each is tried again by itself, the others do not wait for it. Put right in SAP what the reason says and send it, or give up what SAP will never take; restart the message to have SAP told anew.',
        )}
      </p>
      <DataTable heads={[t('Message'), t('Waits since'), t('Reason'), t('Next try'), t('Actions')]}>
        {items.map((answer) => {
          const { messageId, type, system, since, reason, nextTryAt } = answer
          const name = `${type} ${numberOf({ ...answer, id: messageId })}`
          return (
            <tr key={messageId}>
              <th scope="row">
                <Link to={`/messages/${messageId}`}>{name}</Link> <small>{system}</small>
              </th>
              <td>
                <Moment at={since} />
              </td>
              <td>
                <Told text={reason} />
              </td>
              <td>
                <Moment at={nextTryAt} />
              </td>
              <td className="does">
                <AnswerActions messageIds={[messageId]} name={name} />
              </td>
            </tr>
          )
        })}
      </DataTable>
      <div className="actions">
        {items.length > 1 && (
          <>
            <span>{t('All {count} that are shown', { count: items.length })}</span>
            <AnswerActions messageIds={items.map(({ messageId }) => messageId)} name={t('all that are shown')} />
          </>
        )}
        {hasNextPage && <Button onClick={() => fetchNextPage()}>{t('More')}</Button>}
      </div>
    </section>
  )
}
