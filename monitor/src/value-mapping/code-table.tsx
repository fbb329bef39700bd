import { Button } from '@ui5/webcomponents-react/Button'
import { Tag } from '@ui5/webcomponents-react/Tag'
import { useState } from 'react'
import { DataTable } from '../parts/data-table.tsx'
import { useMayOperate } from '../parts/may.ts'
import { ReasonButton } from '../parts/reason-button.tsx'
import { TextField } from '../parts/text-field.tsx'
import { t } from '../words.ts'
import type { Entry } from './use-list.ts'

interface Props {
  readonly entries: readonly Entry[]
  onChosen(entry: Entry): void
  onReset(code: string, reason: string | undefined): void
}

const most = 300

/** Every code of a list, to be looked through and chosen from. */
export function CodeTable({ entries, onChosen, onReset }: Props) {
  const [search, setSearch] = useState('')
  const mayOperate = useMayOperate()
  const found = entries.filter(({ code, value }) => `${code} ${value}`.toLowerCase().includes(search.toLowerCase()))
  return (
    <>
      <div className="inline">
        <TextField name={t('Find')} showClearIcon value={search} onTyped={setSearch} />
        <span className="quiet" role="status">
          {found.length === entries.length
            ? t('{count} {count:code|codes}', { count: entries.length })
            : t('{found} of {count} {count:code|codes}', { found: found.length, count: entries.length })}
        </span>
      </div>
      <DataTable heads={[t('Code'), t('Value'), t('Changed here'), t('Actions')]}>
        {found.slice(0, most).map((entry) => (
          <tr key={entry.code}>
            <th scope="row">{entry.code}</th>
            <td>{entry.value}</td>
            <td>{entry.isChanged && <Tag design="Information">{t('changed')}</Tag>}</td>
            <td className="does">
              <Button
                {...mayOperate()}
                design="Transparent"
                accessibleName={t('Change {name}', { name: entry.code })}
                onClick={() => onChosen(entry)}
              >
                {t('Change')}
              </Button>
              {entry.isChanged && (
                <ReasonButton
                  {...mayOperate()}
                  isOptional
                  design="Transparent"
                  accessibleName={t('{code} as delivered', { code: entry.code })}
                  title={t('{code} as delivered', { code: entry.code })}
                  onGiven={(reason) => onReset(entry.code, reason)}
                >
                  {t('As delivered')}
                </ReasonButton>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
      {found.length > most && <p className="note">{t('{count} more; search to see them', { count: found.length - most })}</p>}
    </>
  )
}
