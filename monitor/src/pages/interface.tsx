import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { get } from '../api.ts'
import { ListCodes } from '../interfaces/list-codes.tsx'
import { RowMapping } from '../interfaces/row-mapping.tsx'
import { StopState } from '../interfaces/stop-state.tsx'
import { Way } from '../interfaces/way.tsx'
import type { Interface, Page } from '../model.ts'
import { PageHead } from '../parts/page-head.tsx'
import { PauseButton } from '../parts/pause-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { TryDocument } from '../parts/try-document.tsx'
import { toldRule } from '../told.ts'
import { t } from '../words.ts'

/** The mapping of one interface as a table, made from its definition, and a place to try it. */
export function InterfacePage() {
  const { name = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['interfaces'], queryFn: () => get<Page<Interface>>('/interfaces') })
  const found = data?.items.find((one) => one.name === name)
  if (error !== null) return <Problem error={error} />
  if (data === undefined) return null
  if (found === undefined) {
    return (
      <>
        <PageHead title={t('Interfaces')} />
        <Problem error={t('There is no interface {name}', { name })} />
        <p>
          <Link to="/interfaces">{t('Show all')}</Link>
        </p>
      </>
    )
  }
  const lists = [...new Set(found.rows.flatMap(({ columns }) => columns.flatMap(({ valueMappings }) => valueMappings)))]
  return (
    <>
      <PageHead
        title={toldRule(found.title)}
        note={`${toldRule(found.receives)} · ${t('object key')}: ${toldRule(found.objectKey)}`}
      >
        <StopState paused={found.paused} isEnabled={found.isEnabled} />
        <PauseButton kind="interfaces" name={name} isPaused={found.paused !== undefined} />
      </PageHead>
      <Way of={found} />
      <p>
        <Link to={`/messages?interface=${name}`}>{t('Its messages')}</Link>
      </p>
      {found.rows.map((row) => (
        <RowMapping key={`${row.table} ${row.each}`} interfaceName={name} row={row} />
      ))}
      {lists.length > 0 && <h2>{t('Value mappings')}</h2>}
      <div className="tree card">
        {lists.map((list) => (
          <ListCodes key={list} interfaceName={name} list={list} />
        ))}
      </div>
      <h2>{t('Try a document')}</h2>
      <TryDocument interfaceName={name} />
    </>
  )
}
