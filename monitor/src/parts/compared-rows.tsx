import { Button } from '@ui5/webcomponents-react/Button'
import { Link as UiLink } from '@ui5/webcomponents-react/Link'
import { Tag } from '@ui5/webcomponents-react/Tag'
import { useState } from 'react'
import type { ComparedObject, ComparedWrite } from '../model-message.ts'
import { t } from '../words.ts'
import { ComparedColumnLine } from './compared-column.tsx'
import { columnName, useLinking } from './linking.tsx'
import { Problem } from './problem.tsx'
import { Told } from './told.tsx'

/** Of a document of many objects so many are shown at first. */
const mostObjects = 20

/**
 * Rows as a document says they should be: each column with what it held before, and the field it comes from. Problems that are told
 * elsewhere on the page are not told again.
 */
export function ComparedRows({
  objects,
  more = 0,
  told = [],
}: {
  objects: readonly ComparedObject[]
  /** So many objects the document has besides. */
  more?: number | undefined
  told?: readonly (string | undefined)[]
}) {
  const [isWhole, setIsWhole] = useState(false)
  const { chosen } = useLinking()
  const isChosen = ({ objectKey }: ComparedObject) => [...chosen].some((id) => id.startsWith(`column ${objectKey} `))
  const shown = isWhole ? objects : objects.filter((object, index) => index < mostObjects || isChosen(object))
  return (
    <>
      {shown.map(({ objectKey, writes, warnings, problem }) => (
        <div key={objectKey}>
          {objects.length > 1 && <h3>{objectKey}</h3>}
          {problem !== undefined &&
            (told.includes(problem) ? (
              <p className="empty">{t('It cannot be mapped until what is said above is put right.')}</p>
            ) : (
              <Problem error={problem} />
            ))}
          {warnings.map((warning) => (
            <p className="reason" key={warning}>
              <Told text={warning} />
            </p>
          ))}
          {problem === undefined && writes.length === 0 && <p className="empty">{t('Nothing of it is written.')}</p>}
          {writes.map((write, index) => (
            <Row
              key={`${write.table} ${JSON.stringify(write.key)}`}
              write={write}
              nameOf={(column) => columnName(objectKey, index, column)}
            />
          ))}
        </div>
      ))}
      {objects.length > shown.length && (
        <Button design="Transparent" onClick={() => setIsWhole(true)}>
          {t('and {count} more', { count: objects.length - shown.length })}
        </Button>
      )}
      {more > 0 && (
        <p className="quiet">
          {t('These are {count} of {total} objects, those with problems and warnings first.', {
            count: objects.length,
            total: objects.length + more,
          })}
        </p>
      )}
    </>
  )
}

function Row({ write, nameOf }: { write: ComparedWrite; nameOf: (column: string) => string }) {
  const { table, operation, key, columns, isNew = false, isSuperseded, row } = write
  const [isWhole, setIsWhole] = useState(false)
  const { chosen } = useLinking()
  const all = Object.entries(columns)
  const same = all.filter(([, { change }]) => change === 'same')
  // A field that is chosen shows what it becomes, folded away or not.
  const shown = isWhole ? all : all.filter(([name, { change }]) => change !== 'same' || chosen.has(nameOf(name)))
  const hasBefore = !isNew && all.some(([, { change }]) => change !== undefined)
  return (
    <div className="row">
      <p className="row-head">
        <b>{table}</b> {Object.values(key).join(' ')} <span className="quiet">{t(`operation ${operation}`)}</span>{' '}
        {isSuperseded && <Tag design="Neutral">{t('superseded')}</Tag>}
        {isNew && operation === 'upsert' && <Tag design="Information">{t('a new row')}</Tag>}
        {row?.url !== undefined && (
          <UiLink href={row.url} target="_blank">
            {t('Open in Dynamics 365')}
          </UiLink>
        )}
      </p>
      {isSuperseded && (
        <p className="reason">{t('A newer document had written this row already; nothing of this one is sent.')}</p>
      )}
      {shown.length > 0 && (
        <table className="data stacks">
          <caption className="hidden-text">{`${table} ${Object.values(key).join(' ')}`}</caption>
          <thead>
            <tr>
              <th scope="col">{t('Column')}</th>
              {hasBefore && <th scope="col">{t('Before')}</th>}
              <th scope="col">{hasBefore ? t('After') : t('Value')}</th>
              <th scope="col">{t('From')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(([name, column]) => (
              <ComparedColumnLine key={name} id={nameOf(name)} name={name} column={column} hasBefore={hasBefore} />
            ))}
          </tbody>
        </table>
      )}
      {same.length > 0 && (
        <Button design="Transparent" accessibilityAttributes={{ expanded: isWhole }} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? t('Hide what stays the same') : t('Show what stays the same ({count})', { count: same.length })}
        </Button>
      )}
    </div>
  )
}
