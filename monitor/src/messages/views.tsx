import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { useState } from 'react'
import { get, send } from '../api.ts'
import type { Page } from '../model.ts'
import { AskText } from '../parts/ask-text.tsx'
import { Choice } from '../parts/choice.tsx'
import { t } from '../words.ts'
import { deliveredViews, type View } from './delivered-views.ts'
import { canonical } from './filters.ts'

interface Props {
  /** What the address says. */
  readonly query: string
  onChosen(query: string): void
  onProblem(problem: unknown): void
}

/** Named filters and columns: some come with the product, one's own are there wherever one signs in. */
export function Views({ query, onChosen, onProblem }: Props) {
  const [isNaming, setIsNaming] = useState(false)
  const queries = useQueryClient()
  const own =
    useQuery({ queryKey: ['views'], queryFn: () => get<Page<View>>('/views'), refetchInterval: false }).data?.items ?? []
  const now = canonical(query)
  const isNow = (view: View) => canonical(view.query) === now
  const current = deliveredViews.findIndex(isNow)
  const ownCurrent = own.find(isNow)
  const value = ownCurrent === undefined ? (current < 0 ? 'none' : `delivered ${current}`) : `own ${ownCurrent.name}`
  const choose = (name: string) => {
    const view = deliveredViews[Number(/^delivered (\d+)$/.exec(name)?.[1])] ?? own.find((one) => `own ${one.name}` === name)
    if (view !== undefined) onChosen(view.query)
  }
  const change = async (act: Promise<unknown>) => {
    await act.then(() => onProblem(undefined), onProblem)
    await queries.invalidateQueries({ queryKey: ['views'] })
  }
  return (
    <>
      <Choice name={t('View')} className="view" value={value} onChosen={choose}>
        {value === 'none' && <option value="none">{t('As filtered below')}</option>}
        {deliveredViews.map(({ name }, index) => (
          <option key={name} value={`delivered ${index}`}>
            {name}
          </option>
        ))}
        {own.length > 0 && (
          <optgroup label={t('yours')}>
            {own.map(({ name }) => (
              <option key={name} value={`own ${name}`}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
      </Choice>
      {ownCurrent === undefined ? (
        <Button
          disabled={current >= 0}
          tooltip={current >= 0 ? t('Filter or choose columns first') : ''}
          onClick={() => setIsNaming(true)}
        >
          {t('Save the view')}
        </Button>
      ) : (
        <Button onClick={() => change(send('DELETE', `/views/${encodeURIComponent(ownCurrent.name)}`))}>
          {t('Delete the view')}
        </Button>
      )}
      {isNaming && (
        <AskText
          title={t('Save the view')}
          label={t('Name of the view')}
          onClose={() => setIsNaming(false)}
          onGiven={(name) => {
            setIsNaming(false)
            void change(send('PUT', `/views/${encodeURIComponent(name)}`, { query: now }))
          }}
        />
      )}
    </>
  )
}
