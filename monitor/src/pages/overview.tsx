import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { get } from '../api.ts'
import type { Channel, Interface, Message, Page } from '../model.ts'
import { BudgetTile } from '../overview/budget-tile.tsx'
import { ChannelList } from '../overview/channel-list.tsx'
import { FigureTile } from '../overview/figure-tile.tsx'
import { HeldList } from '../overview/held-list.tsx'
import { Latency } from '../overview/latency.tsx'
import { MessageRow } from '../overview/message-row.tsx'
import { Stopped } from '../overview/stopped.tsx'
import { type Flow, MinutesChart } from '../parts/minutes-chart.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { t } from '../words.ts'

interface OverviewNow {
  from: string
  interfaces: Flow[]
  stuck: Record<'held' | 'parked' | 'waiting' | 'delivering' | 'most', number>
  refused: number
  latency?: { count: number; p50: number; p99: number }
  channels: Channel[]
}

/** What is stuck, what flows, and the last messages; asked again every two seconds. */
export function Overview() {
  const now = useQuery({ queryKey: ['overview'], queryFn: () => get<OverviewNow>('/overview'), refetchInterval: 2000 })
  const last = useQuery({ queryKey: ['messages', 'last'], queryFn: () => get<Page<Message>>('/messages?limit=10&deliveries=1') })
  const held = useQuery({
    queryKey: ['messages', 'held'],
    queryFn: () => get<Page<Message>>('/messages?status=held&limit=50&deliveries=1'),
  })
  const stopped = useQuery({ queryKey: ['interfaces'], queryFn: () => get<Page<Interface>>('/interfaces') })
  const error = now.error ?? last.error
  const { stuck, latency, channels = [], interfaces = [], from = '' } = now.data ?? {}
  const paused = channels.filter((channel) => channel.paused)
  const most = stuck?.most
  const isWhole = now.data !== undefined && !last.isPending && !held.isPending
  return (
    <>
      <PageHead title={t('Overview')} />
      {error !== null && error !== undefined && <Problem error={error} />}
      <Stopped channels={channels} interfaces={stopped.data?.items ?? []} />
      <ul className="figures">
        <FigureTile
          most={most}
          name={t('held')}
          hint={t('wait for a person')}
          count={stuck?.held}
          to="/messages?status=held"
          isBad
        />
        <FigureTile
          most={most}
          name={t('parked')}
          hint={t('wait for another object')}
          count={stuck?.parked}
          to="/messages?status=parked"
        />
        <FigureTile
          most={most}
          name={t('waiting')}
          hint={t('go out soon, or are tried again')}
          count={stuck?.waiting}
          to="/messages?status=waiting"
        />
        <FigureTile
          name={t('delivering')}
          hint={t('are on their way now')}
          count={stuck?.delivering}
          to="/messages?status=delivering"
        />
        <FigureTile name={t('paused')} hint={t('channels')} count={now.data && paused.length} to="/channels" isBad />
        {/* As high as the one that comes, so that nothing moves then. */}
        {now.isPending && <li className="to-come" />}
        {channels.map((channel) => (
          <BudgetTile key={channel.name} channel={channel} />
        ))}
      </ul>
      <div className="columns">
        <HeldList data={held.data} />
        <section>
          <h2>
            <Link to="/messages">{t('The last messages')}</Link>
          </h2>
          {last.data?.items.length === 0 && (
            <p className="empty">
              {t('Nothing has come yet. Send an IDoc to /idoc, or open the sandbox S/4HANA and send its company.')}
            </p>
          )}
          <ul className="list">
            {last.data?.items.map((message) => (
              <MessageRow key={message.id} message={message} />
            ))}
          </ul>
          {now.data !== undefined && (
            <p className="note">
              <Link to="/refused">
                {t('{count} {count:packet was|packets were} refused within the last 24 hours', { count: now.data.refused })}
              </Link>
            </p>
          )}
        </section>
      </div>
      {/* Only below lists that are there: it would be pushed down by them. */}
      {isWhole && (
        <>
          <div className="columns">
            <MinutesChart title={t('Messages a minute')} from={from} flows={interfaces} of="received" />
            <MinutesChart title={t('Rows written a minute')} from={from} flows={interfaces} of="written" />
          </div>
          <div className="columns">
            <Latency latency={latency} />
            <ChannelList channels={channels} />
          </div>
        </>
      )}
    </>
  )
}
