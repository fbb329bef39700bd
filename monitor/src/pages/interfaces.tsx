import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { get } from '../api.ts'
import { DayFigures, useDayFigures } from '../interfaces/day-figures.tsx'
import { StopState } from '../interfaces/stop-state.tsx'
import type { Interface, Page } from '../model.ts'
import { DataTable } from '../parts/data-table.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { PauseButton } from '../parts/pause-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { TryDocument } from '../parts/try-document.tsx'
import { toldRule } from '../told.ts'
import { t } from '../words.ts'

/** What is carried over, and a place to try a document. */
export function Interfaces() {
  const { data, error } = useQuery({ queryKey: ['interfaces'], queryFn: () => get<Page<Interface>>('/interfaces') })
  const figures = useDayFigures()
  return (
    <>
      <PageHead
        title={t('Interfaces')}
        note={t('Each carries one data set from SAP to Dynamics 365. Open one to see where every column comes from.')}
      />
      {error !== null && <Problem error={error} />}
      <DataTable heads={[t('Interface'), t('Takes'), t('Tables'), t('Messages'), t('State'), t('Actions')]}>
        {data?.items.map(({ name, title, receives, rows, paused, isEnabled }) => (
          <tr key={name}>
            <th scope="row">
              <Link to={`/interfaces/${name}`}>{toldRule(title)}</Link>
            </th>
            <td>{toldRule(receives)}</td>
            <td>{[...new Set(rows.map(({ table }) => table))].join(', ')}</td>
            <td>
              <Link to={`/messages?interface=${name}`} aria-label={t('Show the messages of {name}', { name })}>
                {t('show')}
              </Link>
            </td>
            <td>
              <StopState paused={paused} isEnabled={isEnabled} />
            </td>
            <td className="does">
              <PauseButton kind="interfaces" name={name} isPaused={paused !== undefined} />
            </td>
          </tr>
        ))}
      </DataTable>
      {/* Only below tables that are there: it would be pushed down by them. */}
      {data !== undefined && !figures.isPending && (
        <>
          <DayFigures
            figures={figures}
            titleOf={(name) => toldRule(data.items.find((one) => one.name === name)?.title ?? name)}
          />
          <h2>{t('Try a document')}</h2>
          <TryDocument />
        </>
      )}
    </>
  )
}
