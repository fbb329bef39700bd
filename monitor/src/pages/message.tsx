import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { get, send } from '../api.ts'
import { type Changed, type MessageDetail, numberOf, objectPath, statuses } from '../model.ts'
import { AskReason } from '../parts/ask-reason.tsx'
import { DocumentTree } from '../parts/document-tree.tsx'
import { EditDocument } from '../parts/edit-document.tsx'
import { MissingCode } from '../parts/missing-code.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { StatusTag } from '../parts/status-tag.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { Writes } from '../parts/writes.tsx'
import { t } from '../words.ts'

/** One message: what became of it, what it says, what that means in Dynamics 365, and what can be done. */
export function MessagePage() {
  const { id = '' } = useParams()
  const [asks, setAsks] = useState<'cancel' | 'edit'>()
  const [problem, setProblem] = useState<unknown>()
  const queries = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['message', id],
    queryFn: () => get<MessageDetail>(`/messages/${id}`),
    refetchInterval: 2000,
  })
  const act = async (path: string, body?: unknown) => {
    setAsks(undefined)
    setProblem(undefined)
    try {
      const { refused } = await send<Changed>('POST', `/messages/${id}/${path}`, body)
      if (refused.length > 0) setProblem(refused.map(({ why }) => why).join('; '))
    } catch (thrown) {
      setProblem(thrown)
    }
    await queries.invalidateQueries()
  }
  if (error !== null) return <Problem error={error} />
  if (data === undefined) return null
  const isOpen = statuses.slice(0, 4).includes(data.status)
  return (
    <>
      <PageHead
        title={`${data.type} ${numberOf(data)}`}
        note={
          <>
            <StatusTag status={data.status} /> {t('from {system} by {channel}', data as never)} · <Moment at={data.receivedAt} />
            {data.repeatedCount > 0 && ` · ${t('came again {count} times', { count: data.repeatedCount })}`}
          </>
        }
      >
        <Button design="Emphasized" onClick={() => act('restart')}>
          {t('Restart')}
        </Button>
        <Button onClick={() => setAsks('edit')}>{t('Edit and resend')}</Button>
        <Button
          disabled={!isOpen}
          tooltip={isOpen ? undefined : t('Nothing of it is left to cancel')}
          onClick={() => setAsks('cancel')}
        >
          {t('Cancel')}
        </Button>
      </PageHead>
      {problem !== undefined && <Problem error={problem} />}
      {data.deliveries.map((delivery) => (
        <section key={delivery.objectKey} className="delivery">
          <h2>
            <Link to={objectPath(delivery.objectKey)}>{delivery.objectKey}</Link> <StatusTag status={delivery.status} />
            {delivery.operation !== undefined && <span className="quiet"> {t(`operation ${delivery.operation}`)}</span>}
            {delivery.dueAt !== undefined && (
              <span className="quiet">
                {' '}
                · {t('next try')} <Moment at={delivery.dueAt} />
              </span>
            )}
          </h2>
          {delivery.reason !== undefined && (
            <MessageStrip design={delivery.status === 'held' ? 'Negative' : 'Information'} hideCloseButton>
              {delivery.reason}
            </MessageStrip>
          )}
          {delivery.warnings.map((warning) => (
            <MessageStrip key={warning} design="Critical" hideCloseButton>
              {warning}
            </MessageStrip>
          ))}
          <MissingCode key={delivery.reason} interfaceName={data.interface} reason={delivery.reason} />
        </section>
      ))}
      <div className="columns">
        <section>
          <h2>{t('The document')}</h2>
          <DocumentTree id={data.id} />
        </section>
        <section>
          <h2>{t('What it means in Dynamics 365')}</h2>
          <Writes id={data.id} />
          <h2>{t('Its life')}</h2>
          <Timeline message={data} />
        </section>
      </div>
      {asks === 'cancel' && (
        <AskReason title={t('Cancel')} onGiven={(reason) => act('cancel', { reason })} onClose={() => setAsks(undefined)} />
      )}
      {asks === 'edit' && <EditDocument id={data.id} onClose={() => setAsks(undefined)} />}
    </>
  )
}
