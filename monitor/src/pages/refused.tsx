import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { get } from '../api.ts'
import type { Page } from '../model.ts'
import { DataTable } from '../parts/data-table.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { Told } from '../parts/told.tsx'
import { shown, t } from '../words.ts'

interface Refusal {
  id: string
  channel: string
  sender?: string
  system?: string
  from: string
  status?: number
  reason: string
  document?: string
  lastAt: string
  times: number
}

/** What was refused at the door, and so is no message. */
export function Refused() {
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['refusals'],
    queryFn: ({ pageParam }) => get<Page<Refusal>>(`/refusals${pageParam && `?cursor=${pageParam}`}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const note = t(
    'What was refused at the door: it is stored nowhere here, and stays with its sender until it is put right and sent again. The same within an hour is counted.',
  )
  return (
    <>
      <PageHead title={t('Refused')} note={note} />
      {error !== null && <Problem error={error} />}
      {data !== undefined && items.length === 0 && <p className="empty">{t('Nothing was refused within the last 30 days.')}</p>}
      {items.length > 0 && (
        <DataTable heads={[t('Last'), t('Times'), t('Sender'), t('Channel'), t('Document'), t('Reason')]}>
          {items.map(({ id, lastAt, times, sender, system, from, channel, status, document, reason }) => (
            <tr key={id}>
              <td>
                <Moment at={lastAt} />
              </td>
              <td>{shown(times)}</td>
              <td className="sender">
                {system ?? sender ?? t('not known')} <small>{from}</small>
              </td>
              <td>
                {channel} {status}
              </td>
              <td>{document?.replace(/^0+(?=\d+$)/, '')}</td>
              <td>
                <Told text={reason} />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {hasNextPage && <Button onClick={() => fetchNextPage()}>{t('More')}</Button>}
    </>
  )
}
