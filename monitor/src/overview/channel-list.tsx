import { Link } from 'react-router'
import type { Channel } from '../model.ts'
import { ChannelTag, ChannelUse } from '../parts/channel-state.tsx'
import { t } from '../words.ts'

/** Every way in and out, and whether it is open. */
export function ChannelList({ channels }: { channels: readonly Channel[] }) {
  return (
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
  )
}
