import '@ui5/webcomponents-icons/dist/sort-ascending.js'
import '@ui5/webcomponents-icons/dist/sort-descending.js'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Button } from '@ui5/webcomponents-react/Button'
import { useEffect, useRef } from 'react'
import type { Message } from '../model.ts'
import { t } from '../words.ts'
import { type ColumnName, columnOf } from './columns.tsx'
import { MessageLine } from './message-line.tsx'

interface Props {
  readonly items: readonly Message[]
  readonly columns: readonly ColumnName[]
  readonly chosen: ReadonlySet<string>
  readonly isOldestFirst: boolean
  onToggle(id: string): void
  onAll(): void
  onOrder(): void
  /** The last rows are seen. */
  onEnd(): void
}

/** Messages in lines of one height, drawn as far as they are seen. */
export function MessageTable({ items, columns, chosen, isOldestFirst, onToggle, onAll, onOrder, onEnd }: Props) {
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
          {['3.5rem', ...columns.map((name) => columnOf(name).width)].map((width, index) => (
            <col key={index} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th>
              <input
                type="checkbox"
                aria-label={t('Choose all')}
                checked={items.length > 0 && items.every(({ id }) => chosen.has(id))}
                onChange={onAll}
              />
            </th>
            {columns.map((name) =>
              name === 'received' ? (
                <th key={name} aria-sort={isOldestFirst ? 'ascending' : 'descending'}>
                  <Button
                    design="Transparent"
                    className="sort"
                    endIcon={isOldestFirst ? 'sort-ascending' : 'sort-descending'}
                    tooltip={isOldestFirst ? t('Show the newest first') : t('Show the oldest first')}
                    onClick={onOrder}
                  >
                    {columnOf(name).title}
                  </Button>
                </th>
              ) : (
                <th key={name}>{columnOf(name).title}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          <tr style={{ height: before }} />
          {drawn.map(({ index }) => {
            const message = items[index] as Message
            return (
              <MessageLine
                key={message.id}
                message={message}
                columns={columns}
                rowIndex={index + 2}
                isChosen={chosen.has(message.id)}
                onToggle={onToggle}
              />
            )
          })}
          <tr style={{ height: after }} />
        </tbody>
      </table>
    </section>
  )
}
