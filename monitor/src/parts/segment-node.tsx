import type { ReactNode } from 'react'
import type { Segment } from '../model.ts'
import { placeName } from '../model-message.ts'
import { t } from '../words.ts'
import { useLinking } from './linking.tsx'

interface Props {
  readonly segment: Segment
  /** Its positions from the top, e.g. `0.2`; `header` of the header. */
  readonly way: string
  readonly texts: Readonly<Record<string, string>>
  readonly isOpen: boolean
  /** The segments in it. */
  readonly children?: ReactNode
}

/** One segment with its fields and the segments in it, as SAP shows them. */
export function SegmentNode({ segment: { name, line, fields }, way, texts, isOpen, children }: Props) {
  const title = way === 'header' ? t('Header') : name
  return (
    <details open={isOpen}>
      <summary>
        <b>{title}</b>
        {texts[name] !== undefined && <span> {texts[name]}</span>}
        {line > 0 && <span className="quiet"> {t('line {line}', { line: String(line) })}</span>}
      </summary>
      <dl>
        {Object.entries(fields).map(([field, value]) => (
          <Field
            key={field}
            id={placeName({ segment: way, field })}
            name={field}
            text={texts[`${name}/${field}`]}
            value={value}
          />
        ))}
      </dl>
      {children}
    </details>
  )
}

/** A field; one that becomes a column can be chosen, which shows the column. */
function Field({ id, name, text, value }: { id: string; name: string; text: string | undefined; value: string }) {
  const { chosen, columnsOf, choose } = useLinking()
  const columns = columnsOf(id)
  return (
    <div id={id} className={chosen.has(id) ? 'chosen' : undefined}>
      <dt title={text}>
        {columns.length === 0 ? (
          name
        ) : (
          <button
            type="button"
            className="link"
            aria-pressed={chosen.has(id)}
            aria-label={t('{field}, show what it becomes', { field: name })}
            onClick={() => choose(id, columns)}
          >
            {name}
          </button>
        )}{' '}
        <small className="quiet">{text}</small>
      </dt>
      <dd>{value}</dd>
    </div>
  )
}
