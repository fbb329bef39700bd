import { Button } from '@ui5/webcomponents-react/Button'
import { Link as UiLink } from '@ui5/webcomponents-react/Link'
import { useMayOperate } from '../parts/may.ts'
import { t } from '../words.ts'
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
  onRestart(): void
  onCancel(): void
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
      <Button {...mayOperate(none)} onClick={on.onRestart}>
        {t('Restart')}
      </Button>
      <Button {...mayOperate(none)} onClick={on.onCancel}>
        {t('Cancel')}
      </Button>
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
  return hasMore ? t('{count} and more', { count }) : t('{count} messages', { count })
}
