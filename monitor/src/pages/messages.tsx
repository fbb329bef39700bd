import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Button } from '@ui5/webcomponents-react/Button'
import { CheckBox } from '@ui5/webcomponents-react/CheckBox'
import { Input } from '@ui5/webcomponents-react/Input'
import { Link as UiLink } from '@ui5/webcomponents-react/Link'
import { Option } from '@ui5/webcomponents-react/Option'
import { Select } from '@ui5/webcomponents-react/Select'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { get, send } from '../api.ts'
import { type Changed, type Interface, type Message, numberOf, objectPath, type Page, statuses } from '../model.ts'
import { AskReason } from '../parts/ask-reason.tsx'
import { Field } from '../parts/field.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { StatusTag } from '../parts/status-tag.tsx'
import { t } from '../words.ts'

const filters = ['interface', 'status', 'objectKey', 'idoc', 'text', 'from', 'to'] as const

/** Every message there is, as far as the filters in the address let it; endless, drawn as far as it is seen. */
export function Messages() {
  const [parameters, setParameters] = useSearchParams()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isCancelling, setIsCancelling] = useState(false)
  const [isEvery, setIsEvery] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const queries = useQueryClient()
  const query = new URLSearchParams(filters.flatMap((name) => (parameters.get(name) ? [[name, parameters.get(name) ?? '']] : [])))
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, isPending } = useInfiniteQuery({
    queryKey: ['messages', query.toString()],
    queryFn: ({ pageParam }) =>
      get<Page<Message>>(`/messages?limit=100&${query}${pageParam === '' ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    // Pages far down would all be asked for again.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 3 ? false : 5000),
  })
  const items = data?.pages.flatMap((page) => page.items) ?? []
  // What the filters no longer show is not acted on.
  const visible = items.filter(({ id }) => chosen.has(id))
  const act = async (path: 'restart' | 'cancel', body?: unknown) => {
    setProblem(undefined)
    const problems = isEvery ? await problemsOfEvery(query, path, body) : []
    for (const message of isEvery ? [] : visible) problems.push(...(await problemsOf(message, path, body)))
    setChosen(new Set())
    setIsEvery(false)
    if (problems.length > 0) setProblem(problems.join('; '))
    await queries.invalidateQueries({ queryKey: ['messages'] })
  }
  const isAllChosen = items.length > 0 && visible.length === items.length
  // Not only while all are chosen that are shown: what arrives meanwhile would take the offer away again.
  const canBeEvery = visible.length > 0 && (hasNextPage || !isAllChosen) && query.size > 0
  const toggle = (id: string) => {
    setIsEvery(false)
    setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))
  }
  return (
    <>
      <PageHead title={t('Messages')} note={noteOf(visible.length, isEvery)}>
        <Button disabled={visible.length === 0} onClick={() => act('restart')}>
          {t('Restart')}
        </Button>
        <Button disabled={visible.length === 0} onClick={() => setIsCancelling(true)}>
          {t('Cancel')}
        </Button>
        {(['csv', 'xlsx'] as const).map((format) => (
          <UiLink key={format} href={`/api/messages/export?format=${format}&${query}`} target="_self">
            {t('Export as {format}', { format: format.toUpperCase() })}
          </UiLink>
        ))}
      </PageHead>
      <FilterBar key={query.toString()} parameters={parameters} onFind={setParameters} />
      {(problem ?? error) !== null && (problem ?? error) !== undefined && <Problem error={problem ?? error} />}
      {canBeEvery && !isEvery && (
        <p className="empty">
          {t('{count} chosen', { count: visible.length })}{' '}
          <Button onClick={() => setIsEvery(true)}>{t('Choose all that the filter finds')}</Button>
        </p>
      )}
      {!isPending && items.length === 0 ? (
        <p className="empty">
          {t('No message is like that.')} <Link to="/messages">{t('Show all')}</Link>
        </p>
      ) : (
        <List
          items={items}
          chosen={chosen}
          onToggle={toggle}
          onAll={() => {
            setIsEvery(false)
            setChosen(isAllChosen ? new Set() : new Set(items.map(({ id }) => id)))
          }}
          onEnd={() => hasNextPage && !isFetchingNextPage && void fetchNextPage()}
        />
      )}
      {isCancelling && (
        <AskReason
          title={isEvery ? t('Cancel all that the filter finds') : t('Cancel {count} messages', { count: visible.length })}
          onGiven={(reason) => {
            setIsCancelling(false)
            void act('cancel', { reason })
          }}
          onClose={() => setIsCancelling(false)}
        />
      )}
    </>
  )
}

function noteOf(count: number, isEvery: boolean): string | undefined {
  if (isEvery) return t('All that the filter finds are chosen')
  return count > 0 ? t('{count} chosen', { count }) : undefined
}

/** Does it to every message the filter finds, also those that were not shown yet. */
async function problemsOfEvery(query: URLSearchParams, path: string, body: unknown): Promise<string[]> {
  const filter = Object.fromEntries(query)
  const sent = { filter, ...(body as object | undefined) }
  const { messages, refused, isAll } = await send<ManyChanged>('POST', `/messages/${path}`, sent)
  const told = refused.map(({ why }) => why)
  return isAll ? told : [...told, t('Done with {count} messages; there are more. Do it again for the rest.', { count: messages })]
}

interface ManyChanged {
  readonly messages: number
  readonly refused: readonly { readonly why: string }[]
  readonly isAll: boolean
}

/** Does it to one message; a sentence for each delivery that would not have it. */
async function problemsOf(message: Message, path: string, body: unknown): Promise<string[]> {
  try {
    const { refused } = await send<Changed>('POST', `/messages/${message.id}/${path}`, body)
    return refused.map(({ why }) => `${numberOf(message)}: ${why}`)
  } catch (error) {
    return [`${numberOf(message)}: ${(error as Error).message}`]
  }
}

function FilterBar({ parameters, onFind }: { parameters: URLSearchParams; onFind(parameters: URLSearchParams): void }) {
  const interfaces = useQuery({
    queryKey: ['interfaces'],
    queryFn: () => get<Page<Interface>>('/interfaces'),
    staleTime: 60_000,
    refetchInterval: false,
  })
  const [values, setValues] = useState(() => Object.fromEntries(filters.map((name) => [name, parameters.get(name) ?? ''])))
  const find = (changed: Record<string, string> = values) => {
    onFind(new URLSearchParams(Object.entries(changed).filter(([, value]) => value !== '')))
  }
  const choose = (name: string, value: string) => {
    const changed = { ...values, [name]: value }
    setValues(changed)
    find(changed)
  }
  const input = (name: (typeof filters)[number], label: string, placeholder = '') => (
    <Field name={label}>
      <Input
        accessibleName={label}
        placeholder={placeholder}
        value={values[name] ?? ''}
        onInput={(event) => setValues({ ...values, [name]: event.target.value })}
        onChange={() => find()}
      />
    </Field>
  )
  return (
    <form
      className="filters"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        find()
      }}
    >
      <Field name={t('Interface')}>
        <Select
          accessibleName={t('Interface')}
          value={values.interface ?? ''}
          onChange={(event) => choose('interface', event.detail.selectedOption.value ?? '')}
        >
          <Option value="">{t('all')}</Option>
          {interfaces.data?.items.map(({ name }) => (
            <Option key={name} value={name}>
              {name}
            </Option>
          ))}
        </Select>
      </Field>
      <Field name={t('Status')}>
        <Select
          accessibleName={t('Status')}
          value={values.status ?? ''}
          onChange={(event) => choose('status', event.detail.selectedOption.value ?? '')}
        >
          <Option value="">{t('all')}</Option>
          {statuses.map((status) => (
            <Option key={status} value={status}>
              {t(status)}
            </Option>
          ))}
        </Select>
      </Field>
      {input('objectKey', t('Object'), '4711')}
      {input('idoc', t('IDoc number'))}
      {input('text', t('Text'), t('name, number, reason'))}
      <Field name={t('From')}>
        <input
          type="date"
          aria-label={t('From')}
          value={(values.from ?? '').slice(0, 10)}
          onChange={(event) => choose('from', event.target.value)}
        />
      </Field>
      <Field name={t('To')}>
        <input
          type="date"
          aria-label={t('To')}
          value={(values.to ?? '').slice(0, 10)}
          onChange={(event) => choose('to', event.target.value)}
        />
      </Field>
      <Button type="Submit" design="Emphasized">
        {t('Find')}
      </Button>
    </form>
  )
}

interface ListProps {
  readonly items: readonly Message[]
  readonly chosen: ReadonlySet<string>
  readonly onToggle: (id: string) => void
  readonly onAll: () => void
  readonly onEnd: () => void
}

function List({ items, chosen, onToggle, onAll, onEnd }: ListProps) {
  const box = useRef<HTMLElement>(null)
  const rows = useVirtualizer({ count: items.length, getScrollElement: () => box.current, estimateSize: () => 44, overscan: 12 })
  const drawn = rows.getVirtualItems()
  const last = drawn.at(-1)?.index ?? 0
  useEffect(() => {
    if (items.length > 0 && last >= items.length - 20) onEnd()
  }, [last, items.length, onEnd])
  const [before, after] = [drawn[0]?.start ?? 0, rows.getTotalSize() - (drawn.at(-1)?.end ?? 0)]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: one scrolls it by keyboard
    <section className="scroll" ref={box} aria-label={t('Messages')} tabIndex={0}>
      <table aria-rowcount={items.length + 1}>
        <colgroup>
          {['2.75rem', '8rem', '11rem', '24%', '8rem', 'auto', '7rem'].map((width, index) => (
            <col key={index} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th>
              <CheckBox
                accessibleName={t('Choose all')}
                checked={items.length > 0 && items.every(({ id }) => chosen.has(id))}
                onChange={onAll}
              />
            </th>
            {['Number', 'Type', 'Object', 'Status', 'Reason', 'Received'].map((name) => (
              <th key={name}>{t(name)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr style={{ height: before }} />
          {drawn.map(({ index }) => {
            const message = items[index] as Message
            const [first, ...others] = message.deliveries
            return (
              <tr className="line" key={message.id} aria-rowindex={index + 2}>
                <td>
                  <CheckBox
                    accessibleName={t('Choose {number}', { number: numberOf(message) })}
                    checked={chosen.has(message.id)}
                    onChange={() => onToggle(message.id)}
                  />
                </td>
                <td>
                  <Link to={`/messages/${message.id}`}>{numberOf(message)}</Link>
                </td>
                <td>{message.type}</td>
                <td>
                  {first !== undefined && <Link to={objectPath(first.objectKey)}>{first.objectKey}</Link>}
                  {others.length > 0 && <span className="quiet"> {t('and {count} more', { count: others.length })}</span>}
                </td>
                <td>
                  <StatusTag status={message.status} />
                </td>
                <td className="quiet" title={reasonOf(message)}>
                  {reasonOf(message)}
                </td>
                <td>
                  <Moment at={message.receivedAt} />
                </td>
              </tr>
            )
          })}
          <tr style={{ height: after }} />
        </tbody>
      </table>
    </section>
  )
}

function reasonOf({ deliveries }: Message): string {
  return deliveries.find(({ reason }) => reason !== undefined)?.reason ?? ''
}
