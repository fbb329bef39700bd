import { useQuery } from '@tanstack/react-query'
import { Link as UiLink } from '@ui5/webcomponents-react/Link'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { get } from '../api.ts'
import { numberOf, statuses } from '../model.ts'
import type { ComparedObject, Waits, WholeMessage } from '../model-message.ts'
import { Deliveries } from '../parts/deliveries.tsx'
import { DocumentPane } from '../parts/document-pane.tsx'
import { Linked } from '../parts/linking.tsx'
import { MappingPane } from '../parts/mapping-pane.tsx'
import { MessageActions } from '../parts/message-actions.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { RemovedPayload } from '../parts/removed-payload.tsx'
import { StatusTag } from '../parts/status-tag.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { t } from '../words.ts'

/** Of a document of more objects so many are told of. */
const mostDeliveries = 100

/** One message: what became of it, why, what to do; what it says beside what that means in Dynamics 365; its life. */
export function MessagePage() {
  const { id = '' } = useParams()
  // What was chosen and said on the page of one message is not carried to that of another.
  return <Whole key={id} id={id} />
}

function Whole({ id }: { id: string }) {
  const [problem, setProblem] = useState<unknown>()
  const { data, error } = useQuery({
    queryKey: ['message', id],
    queryFn: () => get<WholeMessage>(`/messages/${id}?deliveries=${mostDeliveries}`),
    // Which of ten thousand deliveries are the least finished takes the server a moment to find out.
    refetchInterval: ({ state }) => Math.max(2000, state.data?.deliveryCount ?? 0),
  })
  const isOpen = data !== undefined && statuses.slice(0, 4).includes(data.status)
  const waits = useQuery({
    queryKey: ['waits', id],
    queryFn: () => get<{ items: Waits[] }>(`/messages/${id}/waits`),
    enabled: isOpen,
  })
  const writes = useQuery({
    // What was there before is another thing once it is delivered.
    queryKey: ['writes', id, data?.status],
    queryFn: () => get<{ objects: ComparedObject[]; more?: number }>(`/messages/${id}/writes`),
    enabled: data !== undefined && data.payloadKeptDays === undefined,
    placeholderData: (known) => known,
    refetchInterval: false,
  })
  if (error !== null) return <Problem error={error} />
  if (data === undefined) return null
  const { objects, more = 0 } = writes.data ?? {}
  return (
    <>
      <PageHead title={`${data.type} ${numberOf(data)}`} note={<Note message={data} />}>
        <MessageActions
          message={data}
          lacksCode={waits.data?.items.some(({ missing }) => missing !== undefined)}
          onProblem={setProblem}
        />
      </PageHead>
      {problem !== undefined && <Problem error={problem} />}
      <Deliveries message={data} waits={isOpen ? (waits.data?.items ?? []) : []} />
      <Linked objects={objects ?? []}>
        <div className="panes">
          {data.payloadKeptDays === undefined ? (
            <>
              <DocumentPane id={data.id} contentType={data.contentType} />
              <MappingPane
                objects={objects}
                more={more}
                isWriteAgain={data.type === 'Write again'}
                error={writes.error}
                told={data.deliveries.map(({ reason }) => reason)}
              />
            </>
          ) : (
            <RemovedPayload days={data.payloadKeptDays} />
          )}
          <section className="pane life" aria-label={t('Its life')}>
            <header>
              <h2>{t('Its life')}</h2>
              {data.traceUrl !== undefined && (
                <UiLink href={data.traceUrl} target="_blank">
                  {t('Trace')}
                </UiLink>
              )}
            </header>
            <div className="pane-body">
              <Timeline message={data} objects={objects ?? []} isWhole={more === 0} />
            </div>
          </section>
        </div>
      </Linked>
    </>
  )
}

function Note({ message }: { message: WholeMessage }) {
  const { status, system, channel, receivedAt, repeatedCount, replaces, replacedBy = [] } = message
  return (
    <>
      <StatusTag status={status} /> {t('from {system} by {channel}', { system, channel })} · <Moment at={receivedAt} />
      {repeatedCount > 0 && ` · ${t('came again {count} {count:time|times}', { count: repeatedCount })}`}
      {replaces !== undefined && (
        <>
          {' '}
          · {t('a corrected copy of')} <Link to={`/messages/${replaces.id}`}>{`${replaces.type} ${numberOf(replaces)}`}</Link>
        </>
      )}
      {replacedBy.map((later) => (
        <span key={later.id}>
          {' '}
          · {t('replaced by')}{' '}
          <Link to={`/messages/${later.id}`}>{t('its corrected copy {number}', { number: numberOf(later) })}</Link>
        </span>
      ))}
    </>
  )
}
