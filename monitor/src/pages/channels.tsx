import { useQuery } from '@tanstack/react-query'
import { Tag } from '@ui5/webcomponents-react/Tag'
import { get } from '../api.ts'
import type { Page } from '../model.ts'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { t } from '../words.ts'

interface Channel {
  name: string
  direction: 'in' | 'out'
  paused: boolean
  reason?: string
  changedAt?: string
}

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
            <th>{t('Last change')}</th>
          </tr>
        </thead>
        <tbody>
          {data?.items.map(({ name, direction, paused, reason, changedAt }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{direction === 'in' ? t('from SAP') : name.startsWith('sap-') ? t('answers to SAP') : t('to Dynamics 365')}</td>
              <td>
                <Tag design={paused ? 'Negative' : 'Positive'}>{paused ? t('paused') : t('open')}</Tag>
                {reason !== undefined && <p className="reason">{reason}</p>}
              </td>
              <td>{changedAt !== undefined && <Moment at={changedAt} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
