import { Button } from '@ui5/webcomponents-react/Button'
import { useState } from 'react'
import { useIsNarrow } from '../parts/use-is-narrow.ts'
import { t } from '../words.ts'
import { FilterBar, type FilterBarProps } from './filter-bar.tsx'
import { filters } from './filters.ts'

/** What to look for; on a phone it is folded away until it is asked for, as it would leave the list no room. */
export function FoldingFilters({ parameters, onFind }: FilterBarProps) {
  const [isOpen, setIsOpen] = useState(false)
  const isNarrow = useIsNarrow()
  const asked = filters.filter((name) => parameters.get(name))
  return (
    <>
      {isNarrow && (
        <p className="fold">
          <Button accessibilityAttributes={{ expanded: isOpen }} onClick={() => setIsOpen(!isOpen)}>
            {asked.length === 0 ? t('Filters') : t('Filters ({count})', { count: asked.length })}
          </Button>
        </p>
      )}
      {/* What was typed and not yet looked for gives way to what the address says now. */}
      {(isOpen || !isNarrow) && (
        <FilterBar key={filters.map((name) => parameters.get(name)).join()} parameters={parameters} onFind={onFind} />
      )}
    </>
  )
}
