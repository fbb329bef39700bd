import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { Link, useSearchParams } from 'react-router'
import { get } from '../api.ts'
import type { Page } from '../model.ts'
import { DataTable } from '../parts/data-table.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { told, toldDetail } from '../told.ts'
import { t } from '../words.ts'

interface Entry {
  id: string
  at: string
  who: string
  action: string
  messageId: string | null
  subject: string | null
  reason: string | null
  detail: string | null
}

/** What people did, when and why. */
export function Audit() {
  const [parameters] = useSearchParams()
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['audit', parameters.toString()],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams(parameters)
      if (pageParam !== '') query.set('cursor', pageParam)
      return get<Page<Entry>>(`/audit?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  const who = parameters.get('who')
  const items = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHead
        title={t('Audit log')}
        note={t('What people and programs did, with name and reason. Nothing can be taken out of it here.')}
      />
      {error !== null && <Problem error={error} />}
      {who !== null && (
        <p>
          {t('Only what {who} did.', { who })} <Link to="/audit">{t('Show all')}</Link>
        </p>
      )}
      {data !== undefined && items.length === 0 && <p className="empty">{t('Nobody has done anything yet.')}</p>}
      <DataTable heads={[t('When'), t('Who'), t('What'), t('To what'), t('Reason and details')]}>
        {items.map(({ id, at, who, action, messageId, subject, reason, detail }) => (
          <tr key={id}>
            <td>
              <Moment at={at} />
            </td>
            <td>
              <Link to={`/audit?who=${encodeURIComponent(who)}`}>{who}</Link>
            </td>
            <td>{t(`action ${action}`)}</td>
            <td>
              {messageId === null ? (
                subject && toldDetail(subject)
              ) : (
                <Link to={`/messages/${messageId}`}>{messageId.slice(0, 13)}</Link>
              )}
            </td>
            <td>{[reason && told(reason), detail && toldDetail(detail)].filter(Boolean).join('; ')}</td>
          </tr>
        ))}
      </DataTable>
      {hasNextPage && <Button onClick={() => fetchNextPage()}>{t('More')}</Button>}
    </>
  )
}
