import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { get } from '../api.ts'
import type { Interface, Page } from '../model.ts'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { t } from '../words.ts'

/** The mapping of one interface as a table, made from its definition. */
export function InterfacePage() {
  const { name = '' } = useParams()
  const { data, error } = useQuery({
    queryKey: ['interfaces'],
    queryFn: () => get<Page<Interface>>('/interfaces'),
    refetchInterval: false,
  })
  const found = data?.items.find((one) => one.name === name)
  if (error !== null) return <Problem error={error} />
  if (data === undefined) return null
  if (found === undefined) return <Problem error={t('There is no interface {name}', { name })} />
  return (
    <>
      <PageHead title={found.title} note={`${found.receives} · ${t('object key')}: ${found.objectKey}`} />
      {found.rows.map(({ table, each, onlyWhen, onDeletion, columns }) => (
        <table className="data" key={`${table} ${each}`}>
          <caption>
            <b>{table}</b> {t('a row for each {each}', { each })}
            {onlyWhen !== undefined && ` ${t('when {condition}', { condition: onlyWhen })}`}{' '}
            <span className="quiet">
              {t('on deletion')}: {t(`operation ${onDeletion}`)}
            </span>
          </caption>
          <thead>
            <tr>
              <th>{t('Column')}</th>
              <th>{t('Kind')}</th>
              <th>{t('From')}</th>
              <th>{t('Value mappings')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ column, isKey, kind, from, valueMappings }) => (
              <tr key={column}>
                <th scope="row">
                  {column} {isKey && <span className="quiet">{t('key')}</span>}
                </th>
                <td>{kind}</td>
                <td>{from}</td>
                <td>
                  {valueMappings.map((list) => (
                    <Link key={list} to={`/value-mappings/${name}/${list}`}>
                      {list}
                    </Link>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </>
  )
}
