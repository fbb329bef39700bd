import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { get } from '../api.ts'
import { type ObjectView, objectPath } from '../model.ts'
import type { Difference, WholeObject } from '../model-message.ts'
import { CompareObject } from '../parts/compare-object.tsx'
import { InItsWay } from '../parts/in-its-way.tsx'
import { ObjectMessages } from '../parts/object-messages.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { WrittenRow } from '../parts/written-row.tsx'
import { t } from '../words.ts'

/** One business object: what stands in its way and what to do, its rows in Dynamics 365, and its messages. */
export function ObjectPage() {
  const { interface: name = '', '*': key = '' } = useParams()
  return <Whole key={`${name}/${key}`} objectKey={`${name}/${key}`} />
}

function Whole({ objectKey }: { objectKey: string }) {
  const [problem, setProblem] = useState<unknown>()
  const [differences, setDifferences] = useState<readonly Difference[]>()
  const { data, error } = useQuery({ queryKey: ['object', objectKey], queryFn: () => get<WholeObject>(objectPath(objectKey)) })
  return (
    <>
      <PageHead
        title={objectKey}
        note={
          <>
            {nameOf(data)}
            {t('What Dynamics 365 holds of it by our doing')}
          </>
        }
      />
      {error !== null && <Problem error={error} />}
      {problem !== undefined && <Problem error={problem} />}
      {data !== undefined && (
        <>
          <InItsWay object={data} onProblem={setProblem} />
          <h2>{t('Its rows in Dynamics 365')}</h2>
          {data.rows.length === 0 && (
            <p className="empty">
              {data.messages.length === 0
                ? t('SAP has not sent it yet. When it does, its rows stand here, each column with the field it came from.')
                : t('Nothing of it was written yet; its messages below say why.')}
            </p>
          )}
          {data.rows.length > 0 && <CompareObject objectKey={objectKey} differences={differences} onCompared={setDifferences} />}
          {data.rows.map((row) => (
            <WrittenRow
              key={`${row.receiver} ${row.table} ${row.id}`}
              row={row}
              difference={differences?.find(
                ({ receiver, table, id }) => receiver === row.receiver && table === row.table && id === row.id,
              )}
            />
          ))}
          <ObjectMessages objectKey={objectKey} messages={data.messages} />
        </>
      )}
    </>
  )
}

/** What its first row is called, for whoever may see that. */
function nameOf(data: ObjectView | undefined) {
  const { value } = data?.rows[0]?.columns.name ?? {}
  return typeof value === 'string' ? <b>{value} · </b> : null
}
