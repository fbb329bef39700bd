import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { get } from '../api.ts'
import { type Channel, type Message, numberOf, objectPath, type Page } from '../model.ts'
import { ChannelTag, ChannelUse } from '../parts/channel-state.tsx'
import { type Flow, MinutesChart } from '../parts/minutes-chart.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { StatusTag } from '../parts/status-tag.tsx'
import { duration, shown, t } from '../words.ts'

interface OverviewNow {
  from: string
  interfaces: Flow[]
  stuck: Record<'held' | 'parked' | 'waiting' | 'delivering' | 'most', number>
  latency?: { count: number; p50: number; p99: number }
  channels: Channel[]
}

/** What is stuck, what flows, and the last messages; asked again every two seconds. */
export function Overview() {
  const now = useQuery({ queryKey: ['overview'], queryFn: () => get<OverviewNow>('/overview'), refetchInterval: 2000 })
  const last = useQuery({ queryKey: ['messages', 'last'], queryFn: () => get<Page<Message>>('/messages?limit=15') })
  const held = useQuery({ queryKey: ['messages', 'held'], queryFn: () => get<Page<Message>>('/messages?status=held&limit=10') })
  const error = now.error ?? last.error
  const { stuck, latency, channels = [], interfaces = [], from = '' } = now.data ?? {}
  const paused = channels.filter((channel) => channel.paused)
  return (
    <>
      <PageHead title={t('Overview')} />
      {error !== null && error !== undefined && <Problem error={error} />}
      <ul className="figures">
        <Figure
          name={t('held')}
          hint={t('wait for a person')}
          count={stuck?.held}
          most={stuck?.most}
          to="/messages?status=held"
          isBad
        />
        <Figure
          name={t('parked')}
          hint={t('wait for another object')}
          count={stuck?.parked}
          most={stuck?.most}
          to="/messages?status=parked"
        />
        <Figure
          name={t('waiting')}
          hint={t('go out soon, or are tried again')}
          count={stuck?.waiting}
          most={stuck?.most}
          to="/messages?status=waiting"
        />
        <Figure
          name={t('delivering')}
          hint={t('are on their way now')}
          count={stuck?.delivering}
          to="/messages?status=delivering"
        />
        <Figure name={t('paused')} hint={t('channels')} count={now.data && paused.length} to="/channels" isBad />
      </ul>
      {paused.map(({ name, reason }) => (
        <Problem key={name} error={`${t('The channel {name} is paused', { name })}: ${reason ?? ''}`} />
      ))}
      <div className="columns">
        <MinutesChart title={t('Messages a minute')} from={from} flows={interfaces} of="received" />
        <MinutesChart title={t('Rows written a minute')} from={from} flows={interfaces} of="written" />
      </div>
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
      <div className="columns">
        <section>
          <h2>{t('From the receipt to the end, within the last hour')}</h2>
          {latency === undefined ? (
            <p className="empty">{t('Nothing was delivered within the last hour.')}</p>
          ) : (
            <p>
              {t('Half of {count} deliveries took {p50} at most, 99 of 100 {p99}.', {
                count: latency.count,
                p50: duration(latency.p50),
                p99: duration(latency.p99),
              })}
            </p>
          )}
        </section>
        <section>
          <h2>
            <Link to="/channels">{t('Channels')}</Link>
          </h2>
          <ul className="list">
            {channels.map((channel) => (
              <li key={channel.name}>
                <div>
                  {channel.name} <ChannelUse channel={channel} />
                </div>
                <div className="end">
                  <ChannelTag channel={channel} />
                </div>
              </li>
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
  most = Number.POSITIVE_INFINITY,
  to,
  isBad = false,
}: {
  name: string
  hint: string
  count: number | undefined
  /** No count goes beyond it. */
  most?: number | undefined
  to: string
  isBad?: boolean
}) {
  return (
    <li>
      <Link to={to} className={isBad && (count ?? 0) > 0 ? 'bad' : ''}>
        <b>{count === undefined ? '…' : `${shown(count)}${count >= most ? '+' : ''}`}</b>
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
