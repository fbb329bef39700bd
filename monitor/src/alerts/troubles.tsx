import { Link } from 'react-router'
import { DataTable } from '../parts/data-table.tsx'
import { Moment } from '../parts/moment.tsx'
import { Told } from '../parts/told.tsx'
import { t } from '../words.ts'

export interface Trouble {
  readonly id: string
  readonly rule: string
  readonly subject: string
  readonly text: string
  readonly since: string
  readonly endedAt?: string
  /** Who was told that it began, or is to be. */
  readonly targets: readonly string[]
}

/** Troubles that last, or such that are over; each leads to where it can be seen, if the monitor shows it. */
export function Troubles({ items }: { items: readonly Trouble[] }) {
  const isOver = items[0]?.endedAt !== undefined
  return (
    <DataTable heads={[t('Rule'), t('Trouble'), t('Since'), ...(isOver ? [t('Over')] : []), t('Told to')]}>
      {items.map(({ id, rule, subject, text, since, endedAt, targets }) => (
        <tr key={id}>
          <th scope="row">
            {rule === 'database' ? t('rule database') : <Link to={placeOf(rule, subject)}>{t(`rule ${rule}`)}</Link>}
          </th>
          <td>
            <Told text={text} />
          </td>
          <td>
            <Moment at={since} />
          </td>
          {endedAt !== undefined && (
            <td>
              <Moment at={endedAt} />
            </td>
          )}
          <td className="targets">{targets.length === 0 ? t('nobody') : targets.join(', ')}</td>
        </tr>
      ))}
    </DataTable>
  )
}

/** As the link in what people are told of it (src/engine/alerts/alerter.ts). */
function placeOf(rule: string, subject: string): string {
  const name = encodeURIComponent(subject)
  if (rule === 'held') return `/messages?status=held&interface=${name}`
  if (rule === 'errors') return `/messages?interface=${name}`
  if (rule === 'refused') return '/refused'
  if (rule === 'backlog') return `/messages?status=waiting&interface=${name}`
  if (subject.startsWith('interface/')) return '/interfaces'
  return subject.startsWith('token/') ? '/tokens' : '/channels'
}
