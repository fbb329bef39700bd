import '@ui5/webcomponents-icons/dist/sort-ascending.js'
import '@ui5/webcomponents-icons/dist/sort-descending.js'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Button } from '@ui5/webcomponents-react/Button'
import { useEffect, useRef, useState } from 'react'
import type { Message } from '../model.ts'
import { useIsNarrow } from '../parts/use-is-narrow.ts'
import { t } from '../words.ts'
import { ColumnWidth } from './column-width.tsx'
import { type ColumnName, columnOf, type Widths } from './columns.tsx'
import { MessageLine } from './message-line.tsx'

interface Props {
  readonly items: readonly Message[]
  readonly columns: readonly ColumnName[]
  readonly widths: Widths
  readonly chosen: ReadonlySet<string>
  readonly isOldestFirst: boolean
  onToggle(id: string): void
  onAll(): void
  onOrder(): void
  onWidths(widths: Widths): void
  /** The last rows are seen. */
  onEnd(): void
}

/** Messages in lines of one height, drawn as far as they are seen. */
export function MessageTable({
  items,
  columns,
  widths,
  chosen,
  isOldestFirst,
  onToggle,
  onAll,
  onOrder,
  onWidths,
  onEnd,
}: Props) {
  /** While an edge is drawn. */
  const [drawing, setDrawing] = useState<{ name: ColumnName; width: number }>()
  const box = useRef<HTMLElement>(null)
  const isNarrow = useIsNarrow()
  const height = isNarrow ? foldedHeight(columns) : 44
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 12,
  })
  // What it knew is no longer true when the lines have another height.
  useEffect(() => {
    if (height > 0) rows.measure()
  }, [rows, height])
  const drawn = rows.getVirtualItems()
  const last = drawn.at(-1)?.index ?? 0
  useEffect(() => {
    if (items.length > 0 && last >= items.length - 20) onEnd()
  }, [last, items.length, onEnd])
  const [before, after] = [drawn[0]?.start ?? 0, rows.getTotalSize() - (drawn.at(-1)?.end ?? 0)]
  const chosenWidth = (name: ColumnName) => (drawing?.name === name ? drawing.width : widths.get(name))
  const usualOrChosen = (name: ColumnName) => (chosenWidth(name) === undefined ? columnOf(name).width : `${chosenWidth(name)}rem`)
  const edges = ['3.5rem', ...columns.map(usualOrChosen)]
  const least = edges.reduce((sum, width) => sum + (width === 'auto' ? 12 : Number.parseFloat(width)), 0)
  const edgeOf = (name: ColumnName) => (
    <ColumnWidth
      name={name}
      width={chosenWidth(name)}
      onDrawn={(width) => setDrawing({ name, width })}
      onChosen={(width) => {
        setDrawing(undefined)
        const others = [...widths].filter(([other]) => other !== name)
        onWidths(new Map(width === undefined ? others : [...others, [name, width]]))
      }}
    />
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: one scrolls it by keyboard
    <section className="scroll" ref={box} aria-label={t('Messages')} tabIndex={0}>
      <table aria-rowcount={items.length + 1} style={isNarrow ? undefined : { minWidth: `${least}rem` }}>
        <colgroup>
          {/* Where no column shares what is left, an empty one at the end takes it. */}
          {[...edges, ...(edges.includes('auto') ? [] : ['auto'])].map((width, index) => (
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
                  {edgeOf(name)}
                </th>
              ) : (
                <th key={name}>
                  {columnOf(name).title}
                  {edgeOf(name)}
                </th>
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

/** Of a line that is a block on a phone, in pixels: two cells a row, but for those that have a row of their own (style.css). */
function foldedHeight(columns: readonly ColumnName[]): number {
  const wide = columns.filter((name) => name === 'object' || name === 'reason').length
  return (Math.ceil((columns.length - wide) / 2) + wide) * 26 + 16
}
