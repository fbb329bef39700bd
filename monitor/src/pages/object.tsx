import { useQuery } from '@tanstack/react-query'
import { Link as UiLink } from '@ui5/webcomponents-react/Link'
import { Tag } from '@ui5/webcomponents-react/Tag'
import { Link, useParams } from 'react-router'
import { get } from '../api.ts'
import { numberOf, type ObjectView, objectPath } from '../model.ts'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { StatusTag } from '../parts/status-tag.tsx'
import { Value } from '../parts/value.tsx'
import { t } from '../words.ts'

/** One business object: its rows in Dynamics 365, each column with where and when it came from, and its messages. */
export function ObjectPage() {
  const { interface: name = '', '*': key = '' } = useParams()
  const objectKey = `${name}/${key}`
  const { data, error } = useQuery({ queryKey: ['object', objectKey], queryFn: () => get<ObjectView>(objectPath(objectKey)) })
  return (
    <>
      <PageHead title={objectKey} note={t('What Dynamics 365 holds of it by our doing')} />
      {error !== null && <Problem error={error} />}
      {data?.rows.length === 0 && <p className="empty">{t('Nothing of it was written yet; its messages below say why.')}</p>}
      {data?.rows.map(({ receiver, table, id, key: rowKey, state, columns, url }) => (
        <table className="data" key={`${receiver} ${table} ${id}`}>
          <caption>
            <b>{table}</b> {Object.values(rowKey).join(' ')}{' '}
            <Tag design={state === 'active' ? 'Positive' : 'Neutral'}>{t(`state ${state}`)}</Tag>{' '}
            <code className="quiet">{id}</code>{' '}
            {url !== undefined && (
              <UiLink href={url} target="_blank">
                {t('Open in Dynamics 365')}
              </UiLink>
            )}{' '}
            {receiver !== 'dataverse' && <span className="quiet">{receiver}</span>}
          </caption>
          <thead>
            <tr>
              <th>{t('Column')}</th>
              <th>{t('Value')}</th>
              <th>{t('From')}</th>
              <th>{t('Message')}</th>
              <th>{t('Written')}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(columns).map(([column, { value, hidden, source, messageId, idoc, at }]) => (
              <tr key={column}>
                <th scope="row">{column}</th>
                <td>
                  <Value value={value} hidden={hidden} />
                </td>
                <td className="quiet">{source}</td>
                <td>
                  <Link to={`/messages/${messageId}`}>{numberOf({ id: messageId, idoc })}</Link>
                </td>
                <td>
                  <Moment at={at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <h2>{t('Its messages')}</h2>
      <ul className="list">
        {data?.messages.map((message) => {
          const own = message.deliveries.find((delivery) => delivery.objectKey === objectKey)
          return (
            <li key={message.id}>
              <div>
                <Link to={`/messages/${message.id}`}>
                  {message.type} {numberOf(message)}
                </Link>
                {own?.reason !== undefined && <p className="reason">{own.reason}</p>}
              </div>
              <div className="end">
                <StatusTag status={own?.status ?? message.status} /> <Moment at={message.receivedAt} />
              </div>
            </li>
          )
        })}
      </ul>
    </>
  )
}
