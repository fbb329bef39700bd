import { Tag } from '@ui5/webcomponents-react/Tag'
import type { Channel } from '../model.ts'
import { t } from '../words.ts'

/** Whether a channel is open, and does what it is for. */
export function ChannelTag({ channel: { paused, answers = [] } }: { channel: Channel }) {
  if (answers.some(({ reason }) => reason !== undefined)) return <Tag design="Critical">{t('answers fail')}</Tag>
  return <Tag design={paused ? 'Negative' : 'Positive'}>{paused ? t('paused') : t('open')}</Tag>
}

/** How much of a Dynamics 365 environment is in use; nothing of other channels. */
export function ChannelUse({ channel }: { channel: Channel }) {
  const { concurrency, requests24h: used = 0, dailyRequests } = channel
  if (concurrency === undefined) return null
  return (
    <small className="quiet">
      {t('up to {concurrency} requests at once', { concurrency })},{' '}
      {dailyRequests === undefined
        ? t('{used} requests within 24 hours', { used })
        : t('{used} of {allowed} requests within 24 hours', { used, allowed: dailyRequests })}
      <DayMeter channel={channel} />
    </small>
  )
}

/** How much of the requests of a day is used; nothing where the settings do not say how many there are. */
export function DayMeter({ channel: { requests24h: used = 0, dailyRequests } }: { channel: Channel }) {
  if (dailyRequests === undefined) return null
  return (
    <meter
      aria-label={t('Requests of the day')}
      min={0}
      max={dailyRequests}
      low={0.8 * dailyRequests}
      high={0.9 * dailyRequests}
      optimum={0}
      value={used}
    />
  )
}
