import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { get } from '../api.ts'
import type { ListOfValues, Page } from '../model.ts'
import { DataTable } from '../parts/data-table.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { Readers } from '../value-mapping/readers.tsx'
import { shown, t } from '../words.ts'

/** Which lists there are. */
export function ValueMappings() {
  const { data, error } = useQuery({ queryKey: ['value-mappings'], queryFn: () => get<Page<ListOfValues>>('/value-mappings') })
  return (
    <>
      <PageHead
        title={t('Value mappings')}
        note={t('What codes of SAP are called in Dynamics 365. A missing code holds what needs it; adding it lets that go out.')}
      />
      {error !== null && <Problem error={error} />}
      <DataTable
        className="numbers from-third"
        heads={[t('List'), t('Interface'), t('Codes'), t('Changed here'), t('Held for a missing code')]}
      >
        {data?.items.map((one) => (
          <tr key={`${one.interface} ${one.list}`}>
            <th scope="row">
              <Link to={`/value-mappings/${one.interface}/${one.list}`}>{one.list}</Link>
            </th>
            <td>
              <Readers names={[one.interface, ...one.alsoReadBy]} />
            </td>
            <td>{shown(one.codes)}</td>
            <td>{shown(one.changed)}</td>
            <td>
              {one.held === 0 ? (
                0
              ) : (
                <Link
                  className="bad"
                  to={`/messages?status=held${one.alsoReadBy.length > 0 ? '' : `&interface=${one.interface}`}&reason=${encodeURIComponent(`value mapping ${one.list}`)}`}
                >
                  {shown(one.held)}
                </Link>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
    </>
  )
}
