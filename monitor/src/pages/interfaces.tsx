import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { get } from '../api.ts'
import type { Interface, Page } from '../model.ts'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { TryDocument } from '../parts/try-document.tsx'
import { t } from '../words.ts'

/** What is carried over, and a place to try a document. */
export function Interfaces() {
  const { data, error } = useQuery({
    queryKey: ['interfaces'],
    queryFn: () => get<Page<Interface>>('/interfaces'),
    refetchInterval: false,
  })
  return (
    <>
      <PageHead title={t('Interfaces')} />
      {error !== null && <Problem error={error} />}
      <table className="data">
        <thead>
          <tr>
            <th>{t('Interface')}</th>
            <th>{t('Takes')}</th>
            <th>{t('Tables')}</th>
            <th>{t('Messages')}</th>
          </tr>
        </thead>
        <tbody>
          {data?.items.map(({ name, title, receives, rows }) => (
            <tr key={name}>
              <th scope="row">
                <Link to={`/interfaces/${name}`}>{title}</Link>
              </th>
              <td>{receives}</td>
              <td>{[...new Set(rows.map(({ table }) => table))].join(', ')}</td>
              <td>
                <Link to={`/messages?interface=${name}`}>{t('show')}</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t('Try a document')}</h2>
      <TryDocument />
    </>
  )
}
