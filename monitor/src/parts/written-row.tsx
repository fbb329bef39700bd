import { Link as UiLink } from '@ui5/webcomponents-react/Link'
import { Tag } from '@ui5/webcomponents-react/Tag'
import { Link } from 'react-router'
import { numberOf, type ObjectView } from '../model.ts'
import type { Difference } from '../model-message.ts'
import { toldRule } from '../told.ts'
import { t } from '../words.ts'
import { Moment } from './moment.tsx'
import { Value } from './value.tsx'

interface Props {
  readonly row: ObjectView['rows'][number]
  /** What Dynamics 365 holds otherwise, where that was looked for and something is. */
  readonly difference: Difference | undefined
}

/** One row as we last wrote it: every column with its value, its field, its message and its time. */
export function WrittenRow({ row, difference }: Props) {
  const { receiver, table, id, key, state, columns, url } = row
  return (
    <table className="data stacks">
      <caption>
        <b>{table}</b> {Object.values(key).join(' ')}{' '}
        <Tag design={state === 'active' ? 'Positive' : 'Neutral'}>{t(`state ${state}`)}</Tag> <code className="quiet">{id}</code>{' '}
        {url !== undefined && (
          <UiLink href={url} target="_blank">
            {t('Open in Dynamics 365')}
          </UiLink>
        )}{' '}
        {difference?.isMissing === true && <Tag design="Negative">{t('not in Dynamics 365 any more')}</Tag>}{' '}
        {difference?.state !== undefined && (
          <Tag design="Negative">
            {t('in Dynamics 365')}: {t(`state ${difference.state.found}`)}
          </Tag>
        )}{' '}
        {receiver !== 'dataverse' && <span className="quiet">{receiver}</span>}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('Column')}</th>
          <th scope="col">{t('Value')}</th>
          <th scope="col">{t('From')}</th>
          <th scope="col">{t('Message')}</th>
          <th scope="col">{t('Written')}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(columns).map(([column, { value, hidden, source, messageId, idoc, at }]) => (
          <tr key={column}>
            <th scope="row">{column}</th>
            <td>
              <Value value={value} hidden={hidden} />
              {difference?.columns[column] !== undefined && (
                <div className="otherwise">
                  {t('Dynamics 365 has')}: <Value {...difference.columns[column].found} />
                </div>
              )}
            </td>
            <td className="quiet">{toldRule(source)}</td>
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
  )
}
