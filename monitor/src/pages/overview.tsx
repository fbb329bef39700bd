import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { get } from '../api.ts'
import { type Message, numberOf, objectPath, type Page } from '../model.ts'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { StatusTag } from '../parts/status-tag.tsx'
import { t } from '../words.ts'

type Counts = Record<'held' | 'parked' | 'waiting' | 'delivering', number>
type ChannelState = { name: string; direction: 'in' | 'out'; paused: boolean; reason?: string }

/** What is stuck, what flows, and the last messages. */
export function Overview() {
  const counts = useQuery({ queryKey: ['queues'], queryFn: () => get<Counts>('/queues'), refetchInterval: 2000 })
  const channels = useQuery({ queryKey: ['channels'], queryFn: () => get<Page<ChannelState>>('/channels') })
  const last = useQuery({ queryKey: ['messages', 'last'], queryFn: () => get<Page<Message>>('/messages?limit=15') })
  const held = useQuery({ queryKey: ['messages', 'held'], queryFn: () => get<Page<Message>>('/messages?status=held&limit=10') })
  const error = counts.error ?? channels.error ?? last.error
  const paused = channels.data?.items.filter((channel) => channel.paused) ?? []
  return (
    <>
      <PageHead title={t('Overview')} />
      {error !== null && error !== undefined && <Problem error={error} />}
      <ul className="figures">
        <Figure name={t('held')} hint={t('wait for a person')} count={counts.data?.held} to="/messages?status=held" isBad />
        <Figure name={t('parked')} hint={t('wait for another object')} count={counts.data?.parked} to="/messages?status=parked" />
        <Figure
          name={t('waiting')}
          hint={t('go out soon, or are tried again')}
          count={counts.data?.waiting}
          to="/messages?status=waiting"
        />
        <Figure
          name={t('delivering')}
          hint={t('are on their way now')}
          count={counts.data?.delivering}
          to="/messages?status=delivering"
        />
        <Figure name={t('paused')} hint={t('channels')} count={channels.data && paused.length} to="/channels" isBad />
      </ul>
      {paused.map(({ name, reason }) => (
        <Problem key={name} error={`${t('The channel {name} is paused', { name })}: ${reason ?? ''}`} />
      ))}
      <div className="columns">
        <section>
          <h2>{t('Held: a person decides')}</h2>
          {held.data?.items.length === 0 && (
            <p className="empty">
              {t('Nothing is held. What Dynamics 365 or a mapping refuses shows up here, with the reason.')}
            </p>
          )}
          <ul className="list">
            {held.data?.items.map((message) => (
              <Row key={message.id} message={message} showsReason />
            ))}
          </ul>
        </section>
        <section>
          <h2>{t('The last messages')}</h2>
          {last.data?.items.length === 0 && (
            <p className="empty">
              {t('Nothing has come yet. Send an IDoc to /idoc, or open the sandbox S/4HANA and send its company.')}
            </p>
          )}
          <ul className="list">
            {last.data?.items.map((message) => (
              <Row key={message.id} message={message} />
            ))}
          </ul>
        </section>
      </div>
    </>
  )
}

function Figure({
  name,
  hint,
  count,
  to,
  isBad = false,
}: {
  name: string
  hint: string
  count: number | undefined
  to: string
  isBad?: boolean
}) {
  return (
    <li>
      <Link to={to} className={isBad && (count ?? 0) > 0 ? 'bad' : ''}>
        <b>{count === undefined ? '…' : count.toLocaleString()}</b>
        <span>{name}</span>
        <small>{hint}</small>
      </Link>
    </li>
  )
}

function Row({ message, showsReason = false }: { message: Message; showsReason?: boolean }) {
  const [first] = message.deliveries
  return (
    <li>
      <div>
        <Link to={`/messages/${message.id}`}>
          {message.type} {numberOf(message)}
        </Link>{' '}
        {first !== undefined && (
          <Link className="quiet" to={objectPath(first.objectKey)}>
            {first.objectKey}
          </Link>
        )}
        {showsReason && <p className="reason">{message.deliveries.find(({ reason }) => reason !== undefined)?.reason}</p>}
      </div>
      <div className="end">
        <StatusTag status={message.status} /> <Moment at={message.receivedAt} />
      </div>
    </li>
  )
}
