import { useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import type { MappedObject } from '../model.ts'
import { t } from '../words.ts'
import { Problem } from './problem.tsx'
import { Value } from './value.tsx'

/** What a stored message maps to now. */
export function Writes({ id }: { id: string }) {
  const { data, error } = useQuery({
    queryKey: ['writes', id],
    queryFn: () => get<{ objects: MappedObject[] }>(`/messages/${id}/writes`),
    refetchInterval: false,
  })
  if (error !== null) return <Problem error={error} />
  return <MappedObjects objects={data?.objects ?? []} />
}

/** Rows as a document says they should be, each column with the field it comes from. */
export function MappedObjects({ objects }: { objects: readonly MappedObject[] }) {
  return objects.map(({ objectKey, writes, warnings, problem }) => (
    <div key={objectKey}>
      {objects.length > 1 && <h3>{objectKey}</h3>}
      {problem !== undefined && <Problem error={problem} />}
      {warnings.map((warning) => (
        <p className="reason" key={warning}>
          {warning}
        </p>
      ))}
      {writes.map(({ table, operation, key, columns }) => (
        <table className="data" key={`${table} ${JSON.stringify(key)}`}>
          <caption>
            <b>{table}</b> {Object.values(key).join(' ')} <span className="quiet">{t(`operation ${operation}`)}</span>
          </caption>
          <thead>
            <tr>
              <th>{t('Column')}</th>
              <th>{t('Value')}</th>
              <th>{t('From')}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(columns).map(([name, { value, hidden, source }]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <Value value={value} hidden={hidden} />
                </td>
                <td className="quiet">{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  ))
}
