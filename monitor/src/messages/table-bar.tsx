import { Button } from '@ui5/webcomponents-react/Button'
import { Link as UiLink } from '@ui5/webcomponents-react/Link'
import { useMayOperate } from '../parts/may.ts'
import { ReasonButton } from '../parts/reason-button.tsx'
import { t } from '../words.ts'
import type { Verb } from './act-on-messages.ts'
import { filterOf } from './filters.ts'

interface Props {
  readonly parameters: URLSearchParams
  readonly count: number
  readonly chosenCount: number
  readonly hasMore: boolean
  /** All that the filter finds are chosen, also those that were not shown yet. */
  readonly isEvery: boolean
  readonly canBeEvery: boolean
  onEvery(): void
  onAct(verb: Verb, reason: string | undefined): void
  onColumns(): void
}

/** What is chosen, and what can be done with it. */
export function TableBar({ parameters, count, chosenCount, hasMore, isEvery, canBeEvery, ...on }: Props) {
  const mayOperate = useMayOperate()
  const none = chosenCount === 0 ? t('Choose messages first') : undefined
  return (
    <div className="table-bar">
      <span role="status">
        {isEvery
          ? t('All that the filter finds are chosen')
          : chosenCount > 0
            ? t('{count} chosen', { count: chosenCount })
            : found(count, hasMore)}
      </span>
      {canBeEvery && !isEvery && (
        <Button design="Transparent" onClick={on.onEvery}>
          {t('Choose all that the filter finds')}
        </Button>
      )}
      <span className="grow" />
      <ReasonButton
        {...mayOperate(none)}
        isOptional
        title={
          isEvery ? t('Restart all that the filter finds') : t('Restart {count} {count:message|messages}', { count: chosenCount })
        }
        onGiven={(reason) => on.onAct('restart', reason)}
      >
        {t('Restart')}
      </ReasonButton>
      <ReasonButton
        {...mayOperate(none)}
        title={
          isEvery ? t('Cancel all that the filter finds') : t('Cancel {count} {count:message|messages}', { count: chosenCount })
        }
        onGiven={(reason) => on.onAct('cancel', reason)}
      >
        {t('Cancel')}
      </ReasonButton>
      {(['csv', 'xlsx'] as const).map((format) => (
        <UiLink key={format} href={`/api/messages/export?format=${format}&${filterOf(parameters)}`} target="_self">
          {t('Export as {format}', { format: format.toUpperCase() })}
        </UiLink>
      ))}
      <Button onClick={on.onColumns}>{t('Columns')}</Button>
    </div>
  )
}

function found(count: number, hasMore: boolean): string {
  return hasMore ? t('{count} and more', { count }) : t('{count} {count:message|messages}', { count })
}
