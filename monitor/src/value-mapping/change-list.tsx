import { Moment } from '../parts/moment.tsx'
import { t } from '../words.ts'
import type { Change } from './use-list.ts'

/** Who changed what, newest first. */
export function ChangeList({ changes }: { changes: readonly Change[] | undefined }) {
  return (
    <>
      <h2>{t('Who changed what')}</h2>
      {changes?.length === 0 && <p className="empty">{t('Nobody has changed anything; all is as delivered.')}</p>}
      <ul className="list">
        {changes?.map(({ at, who, code, before, after }) => (
          <li key={`${at} ${code}`}>
            <div>
              <b>{code}</b>: {before ?? t('as delivered')} → {after ?? t('as delivered')}
            </div>
            <div className="end">
              {who} <Moment at={at} />
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
