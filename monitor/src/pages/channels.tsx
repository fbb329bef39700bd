import { useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import { AnswerBacklog } from '../channels/answer-backlog.tsx'
import { RefusedAnswers } from '../channels/refused-answers.tsx'
import type { Channel, Page } from '../model.ts'
import { ChannelTag, ChannelUse } from '../parts/channel-state.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { PauseButton } from '../parts/pause-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { TestConnection } from '../parts/test-connection.tsx'
import { Told } from '../parts/told.tsx'
import { t } from '../words.ts'

/** The ways in and out, and whether they work. */
export function Channels() {
  const { data, error } = useQuery({
    queryKey: ['channels'],
    queryFn: () => get<Page<Channel> & { signInExpires?: string }>('/channels'),
  })
  return (
    <>
      <PageHead
        title={t('Channels')}
        note={t('A channel that is set up wrongly pauses by itself and looks every 15 seconds whether that was put right.')}
      />
      {error !== null && <Problem error={error} />}
      <DataTable heads={[t('Channel'), t('Direction'), t('State'), t('Limits'), t('Last change'), t('Actions')]}>
        {data?.items.map((channel) => {
          const { name, direction, paused, reason, pausedBy, changedAt, credentialExpires, concurrency, answers } = channel
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{direction === 'in' ? t('from SAP') : name.startsWith('sap-') ? t('answers to SAP') : t('to Dynamics 365')}</td>
              <td>
                <ChannelTag channel={channel} />
                {pausedBy !== undefined && ` ${t('by {name}', { name: pausedBy })}`}
                {reason !== undefined && (
                  <p className="reason">
                    <Told text={reason} />
                  </p>
                )}
                {answers?.map((backlog) => (
                  <AnswerBacklog key={backlog.system} backlog={backlog} />
                ))}
              </td>
              <td>
                <ChannelUse channel={channel} />
                {credentialExpires !== undefined && <CredentialEnd of={t('The credential ends')} at={credentialExpires} />}
              </td>
              <td>{changedAt !== undefined && <Moment at={changedAt} />}</td>
              <td className="does">
                {concurrency === undefined ? (
                  <span className="quiet">
                    {direction === 'in'
                      ? t('always open, so that nothing SAP sends is lost')
                      : t('always open; answers that fail are sent again')}
                  </span>
                ) : (
                  <div className="actions">
                    <PauseButton kind="channels" name={name} isPaused={paused} isByItself={pausedBy === undefined} />
                    <TestConnection name={name} good={t('Everything is there.')} bad={t('Something is missing:')} />
                  </div>
                )}
                {answers !== undefined && (
                  <div className="actions">
                    <TestConnection name={name} good={t('SAP lets us in.')} bad={t('SAP does not let us in:')} />
                  </div>
                )}
              </td>
            </tr>
          )
        })}
      </DataTable>
      {data?.items.some(({ answers }) => answers?.some(({ refused }) => refused > 0)) && <RefusedAnswers />}
      {data?.signInExpires !== undefined && (
        <CredentialEnd of={t('The secret by which people sign in at the identity provider ends')} at={data.signInExpires} />
      )}
    </>
  )
}

/** When the credential ends; within a month that is trouble. */
function CredentialEnd({ of, at }: { of: string; at: string }) {
  const isSoon = Date.parse(at) - Date.now() < 30 * 86_400_000
  return (
    <p className={isSoon ? 'reason bad' : 'reason'}>
      {of} <Moment at={at} />
    </p>
  )
}
