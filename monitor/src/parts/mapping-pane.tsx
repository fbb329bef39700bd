import type { ComparedObject } from '../model-message.ts'
import { t } from '../words.ts'
import { ComparedRows } from './compared-rows.tsx'
import { FirstOf } from './first-of.tsx'
import { Loading } from './loading.tsx'
import { Problem } from './problem.tsx'

interface Props {
  readonly objects: readonly ComparedObject[] | undefined
  /** So many objects the document has besides. */
  readonly more: number
  /** It has no document: what it writes stands in the records of its object. */
  readonly isWriteAgain: boolean
  readonly error: unknown
  /** Reasons that stand above already. */
  readonly told: readonly (string | undefined)[]
}

/** What a stored message means in Dynamics 365: every column, before and after. */
export function MappingPane({ objects, more, isWriteAgain, error, told }: Props) {
  return (
    <section className="pane" aria-label={t('What it means in Dynamics 365')}>
      <header>
        <h2>{t('What it means in Dynamics 365')}</h2>
      </header>
      <div className="pane-body">
        {error !== null && <Problem error={error} />}
        {objects === undefined && error === null && <Loading text={t('It is being mapped')} />}
        {objects !== undefined && !isWriteAgain && <ComparedRows objects={objects} told={told} />}
        {isWriteAgain && (
          <p className="empty">{t('It writes once more what SAP said last, as the page of its object has it.')}</p>
        )}
        {objects !== undefined && <FirstOf count={objects.length} total={objects.length + more} />}
        {objects?.some(({ writes }) => writes.length > 0) && (
          <p className="quiet">
            {t(
              'Mapped as of today. Choose where a column comes from to see it in the document, or a field to see what it becomes.',
            )}
          </p>
        )}
      </div>
    </section>
  )
}
