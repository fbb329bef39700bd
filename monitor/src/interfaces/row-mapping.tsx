import { Tag } from '@ui5/webcomponents-react/Tag'
import { Link } from 'react-router'
import type { Interface } from '../model.ts'
import { DataTable } from '../parts/data-table.tsx'
import { toldKind, toldRule } from '../told.ts'
import { t } from '../words.ts'

interface Props {
  readonly interfaceName: string
  readonly row: Interface['rows'][number]
}

/** How one table of Dynamics 365 is filled: each column, and where it comes from. */
export function RowMapping({
  interfaceName,
  row: { table, each, onlyWhen, waitsFor, deletedWhen, onDeletion, whenNotNamed, columns },
}: Props) {
  return (
    <section>
      <h2>{table}</h2>
      <ul className="facts">
        <li>{t('a row for each {each}', { each })}</li>
        {onlyWhen !== undefined && <li>{t('when {condition}', { condition: toldRule(onlyWhen) })}</li>}
        <li>
          {t('found again by {columns}', { columns: columns.flatMap(({ isKey, column }) => (isKey ? [column] : [])).join(', ') })}
        </li>
        {waitsFor !== undefined && <li>{t('changed, never created: waits for {row}', { row: toldRule(waitsFor) })}</li>}
        <li>
          {deletedWhen === undefined
            ? t('on deletion (MSGFN 003)')
            : t('on deletion (MSGFN 003, or {condition})', { condition: toldRule(deletedWhen) })}
          : <b>{t(`operation ${onDeletion}`)}</b>
        </li>
        {whenNotNamed !== undefined && (
          <li>
            {t('when a later document no longer names it')}: <b>{t(`operation ${whenNotNamed}`)}</b>
          </li>
        )}
      </ul>
      <DataTable heads={[t('Column'), t('Kind'), t('From'), t('Value mappings')]}>
        {columns.map(({ column, isKey, kind, label, from, valueMappings }) => (
          <tr key={column}>
            <th scope="row">
              {column} {isKey && <Tag design="Information">{t('key')}</Tag>}
              {label !== undefined && <div className="quiet">{label}</div>}
            </th>
            <td>{toldKind(kind)}</td>
            <td>{toldRule(from)}</td>
            <td>
              {valueMappings.map((list) => (
                <div key={list}>
                  <Link to={`/value-mappings/${interfaceName}/${list}`}>{list}</Link>
                </div>
              ))}
            </td>
          </tr>
        ))}
      </DataTable>
    </section>
  )
}
