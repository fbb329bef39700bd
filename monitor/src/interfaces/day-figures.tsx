import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { get } from '../api.ts'
import type { DayFigures as Figures, Page } from '../model.ts'
import { DataTable } from '../parts/data-table.tsx'
import { Problem } from '../parts/problem.tsx'
import { duration, shown, t } from '../words.ts'

/** What each interface did within 24 hours, asked again every quarter of a minute. */
export function useDayFigures() {
  return useQuery({ queryKey: ['figures'], queryFn: () => get<Page<Figures>>('/figures'), refetchInterval: 15_000 })
}

interface Props {
  readonly figures: ReturnType<typeof useDayFigures>
  titleOf(name: string): string
}

/** It as a table. */
export function DayFigures({ figures: { data, error }, titleOf }: Props) {
  return (
    <>
      <h2>{t('The last 24 hours')}</h2>
      {error !== null && <Problem error={error} />}
      <DataTable
        className="numbers"
        heads={[
          t('Interface'),
          t('Received'),
          t('Deliveries ended'),
          t('Rows written'),
          t('Failed tries'),
          t('of these held'),
          t('Half within'),
          t('99 of 100 within'),
        ]}
      >
        {data?.items.map(({ interface: name, received, repeated, delivered, written, tried, failed, held, latency }) => (
          <tr key={name}>
            <th scope="row">{titleOf(name)}</th>
            <td>
              <Link to={`/messages?interface=${name}&from=-24h`}>{shown(received)}</Link>{' '}
              {repeated > 0 && <span className="quiet">{t('and {repeated} again', { repeated })}</span>}
            </td>
            <td>{shown(delivered)}</td>
            <td>{shown(written)}</td>
            <td>{t('{failed} of {tried}', { failed, tried })}</td>
            <td>{held > 0 ? <Link to={`/messages?interface=${name}&status=held`}>{shown(held)}</Link> : 0}</td>
            <td>{latency && duration(latency.p50)}</td>
            <td>{latency && duration(latency.p99)}</td>
          </tr>
        ))}
      </DataTable>
    </>
  )
}
