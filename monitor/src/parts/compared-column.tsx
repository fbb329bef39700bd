import { Link } from 'react-router'
import { numberOf } from '../model.ts'
import { type ComparedColumn, placeName } from '../model-message.ts'
import { toldRule } from '../told.ts'
import { t } from '../words.ts'
import { Breakable } from './breakable.tsx'
import { useLinking } from './linking.tsx'
import { Value } from './value.tsx'

interface Props {
  readonly id: string
  readonly name: string
  readonly column: ComparedColumn
  readonly hasBefore: boolean
}

/** One column: before, after, and the field it comes from, which can be chosen to see it in the document. */
export function ComparedColumnLine({ id, name, column, hasBefore }: Props) {
  const { isThere, chosen, choose } = useLinking()
  const { value, hidden, places = [], change, before, since } = column
  const source = toldRule(column.source)
  const isChosen = chosen.has(id)
  return (
    <tr id={id} className={[isChosen ? 'chosen' : '', change ?? ''].join(' ').trim() || undefined}>
      <th scope="row">
        <Breakable name={name} />
      </th>
      {hasBefore && (
        <td className="before">
          {change === 'unknown' ? (
            <i className="quiet">{t('not known')}</i>
          ) : (
            <Value value={before?.value} hidden={before?.hidden} />
          )}
          {before?.messageId !== undefined && <Writer messageId={before.messageId} idoc={before.idoc} />}
        </td>
      )}
      <td className="after">
        {change !== undefined && <span className="hidden-text">{t(`change ${change}`)}: </span>}
        <Value value={value} hidden={hidden} />
        {since?.messageId !== undefined && (
          <small className="quiet">
            {' '}
            {t('changed since by')} <Writer messageId={since.messageId} idoc={since.idoc} />
          </small>
        )}
      </td>
      <td>
        {places.length === 0 || !isThere ? (
          <span className="quiet">
            <Breakable name={source} />
          </span>
        ) : (
          <button
            type="button"
            className="link"
            aria-pressed={isChosen}
            aria-label={t('{source}, show it in the document', { source })}
            onClick={() => choose(id, places.map(placeName))}
          >
            <Breakable name={source} />
          </button>
        )}
      </td>
    </tr>
  )
}

function Writer({ messageId, idoc }: { messageId: string; idoc: string | undefined }) {
  return (
    <small>
      {' '}
      <Link to={`/messages/${messageId}`} aria-label={t('Message {number}', { number: numberOf({ id: messageId, idoc }) })}>
        {numberOf({ id: messageId, idoc })}
      </Link>
    </small>
  )
}
