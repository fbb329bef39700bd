import { Link } from 'react-router'
import type { Channel } from '../model.ts'
import { DayMeter } from '../parts/channel-state.tsx'
import { shown, t } from '../words.ts'

/** How much of a Dynamics 365 environment is in use: requests of the day, of how many, and how many at once. */
export function BudgetTile({ channel }: { channel: Channel }) {
  const { name, concurrency, requests24h: used = 0, dailyRequests } = channel
  if (concurrency === undefined) return null
  const share = dailyRequests === undefined ? 0 : used / dailyRequests
  return (
    <li>
      <Link to="/channels" className={share >= 0.9 ? 'bad' : ''}>
        <b>{shown(used)}</b>
        <span>
          {dailyRequests === undefined
            ? t('requests to {name} within 24 hours', { name })
            : t('of {allowed} requests to {name} within 24 hours', { name, allowed: dailyRequests })}
        </span>
        <DayMeter channel={channel} />
        <small>{t('up to {concurrency} requests at once', { concurrency })}</small>
      </Link>
    </li>
  )
}
