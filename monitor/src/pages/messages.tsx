import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { useCallback, useMemo, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { actOn, actOnEvery, type Verb } from '../messages/act-on-messages.ts'
import { ChooseColumns } from '../messages/choose-columns.tsx'
import { columnsIn, columnsSaid, widthsIn } from '../messages/columns.tsx'
import { canonical, filterOf, filters } from '../messages/filters.ts'
import { FoldingFilters } from '../messages/folding-filters.tsx'
import { MessageTable } from '../messages/message-table.tsx'
import { TableBar } from '../messages/table-bar.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { Views } from '../messages/views.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { t } from '../words.ts'

/** Every message there is, as far as the filters in the address let it; endless, drawn as far as it is seen. */
export function Messages() {
  const [parameters, setParameters] = useSearchParams()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isChoosing, setIsChoosing] = useState(false)
  /** What was seen when all that the filter finds were chosen; later ones are not meant. */
  const [every, setEvery] = useState<URLSearchParams>()
  const [problem, setProblem] = useState<unknown>()
  const queries = useQueryClient()
  const { items, error, hasNextPage, isFetchingNextPage, fetchNextPage, isPending, isLive, refetch } = useMessages(parameters)
  const columns = useMemo(() => columnsIn(parameters), [parameters])
  const widths = useMemo(() => widthsIn(parameters), [parameters])
  const isOldestFirst = parameters.get('order') === 'oldest'
  // What the filters no longer show is not acted on.
  const visible = items.filter(({ id }) => chosen.has(id))
  const isAllChosen = items.length > 0 && visible.length === items.length
  // Not only while all are chosen that are shown: what arrives meanwhile would take the offer away again.
  const canBeEvery = visible.length > 0 && (hasNextPage || !isAllChosen) && filters.some((name) => parameters.get(name))
  const choose = (ids: Iterable<string>) => {
    setEvery(undefined)
    setChosen(new Set(ids))
  }
  const toggle = useCallback((id: string) => {
    setEvery(undefined)
    setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))
  }, [])
  const change = (changed: Readonly<Record<string, string>>) => {
    const next = { ...Object.fromEntries(parameters), ...changed }
    setParameters(canonical(new URLSearchParams(next).toString()))
  }
  const act = async (verb: Verb, reason: string | undefined) => {
    setProblem(undefined)
    try {
      const problems = every === undefined ? await actOn(visible, verb, reason) : await actOnEvery(every, verb, reason)
      if (problems.length > 0) setProblem(problems.join('; '))
    } catch (thrown) {
      setProblem(thrown)
    }
    choose([])
    await queries.invalidateQueries({ queryKey: ['messages'] })
  }
  const chooseEvery = () => {
    const filter = filterOf(parameters)
    const newest = isOldestFirst ? undefined : items[0]?.receivedAt
    if (newest !== undefined) filter.set('to', newest)
    setEvery(filter)
  }
  return (
    <>
      <PageHead title={t('Messages')}>
        <Views query={parameters.toString()} onChosen={setParameters} onProblem={setProblem} />
      </PageHead>
      <FoldingFilters parameters={parameters} onFind={change} />
      {(problem ?? error ?? undefined) !== undefined && <Problem error={problem ?? error} />}
      <TableBar
        parameters={parameters}
        count={items.length}
        hasMore={hasNextPage}
        chosenCount={visible.length}
        isEvery={every !== undefined}
        canBeEvery={canBeEvery}
        onEvery={chooseEvery}
        onAct={act}
        onColumns={() => setIsChoosing(true)}
      />
      {!isPending && items.length === 0 ? (
        <p className="empty">
          {t('No message is like that.')} <Link to="/messages">{t('Show all')}</Link>{' '}
          <Link to="/refused">{t('See what was refused')}</Link>
        </p>
      ) : (
        <MessageTable
          items={items}
          columns={columns}
          widths={widths}
          chosen={chosen}
          isOldestFirst={isOldestFirst}
          onToggle={toggle}
          onAll={() => choose(isAllChosen ? [] : items.map(({ id }) => id))}
          onOrder={() => change({ order: isOldestFirst ? '' : 'oldest' })}
          onWidths={(chosenWidths) => change({ columns: columnsSaid(columns, chosenWidths) })}
          onEnd={() => hasNextPage && !isFetchingNextPage && void fetchNextPage()}
        />
      )}
      {!isLive && (
        <p className="note">
          {t('So many are shown that they are not asked for again by themselves.')}{' '}
          <Button design="Transparent" onClick={() => refetch()}>
            {t('Refresh')}
          </Button>
        </p>
      )}
      {isChoosing && (
        <ChooseColumns
          shown={columns}
          onClose={() => setIsChoosing(false)}
          onChosen={(names) => {
            setIsChoosing(false)
            change({ columns: columnsSaid(names, widths) })
          }}
        />
      )}
    </>
  )
}
