import { Button } from '@ui5/webcomponents-react/Button'
import { Link } from 'react-router'
import { DataTable } from '../parts/data-table.tsx'
import { useMayOperate } from '../parts/may.ts'
import { t } from '../words.ts'
import type { Missing } from './use-list.ts'

interface Props {
  /** Who reads the list. */
  readonly readers: readonly string[]
  readonly list: string
  readonly missing: readonly Missing[]
  onChosen(code: string): void
}

/** The codes that messages are held for; one is chosen to be added, the messages are a link. */
export function MissingCodes({ readers: [owner, ...others], list, missing, onChosen }: Props) {
  const from = others.length > 0 ? '' : `&interface=${owner}`
  const mayOperate = useMayOperate()
  if (missing.length === 0) return <p className="empty">{t('Nothing is held for a code that is missing here.')}</p>
  return (
    <DataTable caption={t('Codes that are missing')} heads={[t('Code'), t('Held for it'), t('Actions')]}>
      {missing.map(({ code, messages }) => (
        <tr key={code}>
          <th scope="row">{code}</th>
          <td>
            <Link to={`/messages?status=held${from}&lacks=${encodeURIComponent(`${list}:${code}`)}`}>
              {t('{count} {count:message|messages}', { count: messages })}
            </Link>
          </td>
          <td className="does">
            <Button {...mayOperate()} accessibleName={t('Add {code}', { code })} onClick={() => onChosen(code)}>
              {t('Add')}
            </Button>
          </td>
        </tr>
      ))}
    </DataTable>
  )
}
