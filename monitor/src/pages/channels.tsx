import { useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import type { Channel, Page } from '../model.ts'
import { ChannelTag, ChannelUse } from '../parts/channel-state.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { t } from '../words.ts'

/** The ways in and out, and whether they work. */
export function Channels() {
  const { data, error } = useQuery({ queryKey: ['channels'], queryFn: () => get<Page<Channel>>('/channels') })
  return (
    <>
      <PageHead
        title={t('Channels')}
        note={t('A channel that is set up wrongly pauses by itself and looks every 15 seconds whether that was put right.')}
      />
      {error !== null && <Problem error={error} />}
      <table className="data">
        <thead>
          <tr>
            <th>{t('Channel')}</th>
            <th>{t('Direction')}</th>
            <th>{t('State')}</th>
            <th>{t('Limits')}</th>
            <th>{t('Last change')}</th>
          </tr>
        </thead>
        <tbody>
          {data?.items.map((channel) => {
            const { name, direction, reason, changedAt } = channel
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  {direction === 'in' ? t('from SAP') : name.startsWith('sap-') ? t('answers to SAP') : t('to Dynamics 365')}
                </td>
                <td>
                  <ChannelTag channel={channel} />
                  {reason !== undefined && <p className="reason">{reason}</p>}
                </td>
                <td>
                  <ChannelUse channel={channel} />
                </td>
                <td>{changedAt !== undefined && <Moment at={changedAt} />}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}
