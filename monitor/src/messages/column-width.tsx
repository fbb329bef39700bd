import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { t } from '../words.ts'
import { type ColumnName, columnOf, narrowest, widest } from './columns.tsx'

interface Props {
  readonly name: ColumnName
  /** What was chosen, in rem; nothing for the usual one. */
  readonly width: number | undefined
  /** How wide it is while the edge is drawn. */
  onDrawn(width: number): void
  /** It stays so; nothing for the usual width. */
  onChosen(width: number | undefined): void
}

/** The edge of a column, to be drawn, or moved by the arrow keys; a double click or Delete gives it its usual width again. */
export function ColumnWidth({ name, width, onDrawn, onChosen }: Props) {
  const edge = useRef<HTMLDivElement>(null)
  const start = useRef<{ x: number; width: number }>(undefined)
  const now = () => inRem(edge.current?.closest('th')?.offsetWidth ?? 0)
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = { ArrowLeft: () => within(now() - 1), ArrowRight: () => within(now() + 1), Delete: () => undefined }
    if (!Object.hasOwn(steps, event.key)) return
    event.preventDefault()
    onChosen(steps[event.key as keyof typeof steps]())
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, width: now() }
  }
  const drawnTo = (event: PointerEvent) => start.current && within(start.current.width + inRem(event.clientX - start.current.x))
  const onPointerMove = (event: PointerEvent) => {
    const drawn = drawnTo(event)
    if (drawn !== undefined) onDrawn(drawn)
  }
  const onPointerUp = (event: PointerEvent) => {
    const drawn = drawnTo(event)
    if (drawn !== undefined && drawn !== start.current?.width) onChosen(drawn)
    start.current = undefined
  }
  const label = t('Width of the column {name}', { name: columnOf(name).title })
  return (
    // biome-ignore lint/a11y/useSemanticElements: one that is moved is no <hr> (ARIA 1.2, focusable separator)
    <div
      ref={edge}
      className="edge"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      title={label}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={width ?? usualWidth(name)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onDoubleClick={() => onChosen(undefined)}
    />
  )
}

/** Of the column that shares what is left nobody knows it before it is drawn. */
function usualWidth(name: ColumnName): number {
  return Number.parseFloat(columnOf(name).width) || narrowest
}

function within(width: number): number {
  return Math.min(widest, Math.max(narrowest, width))
}

function inRem(pixels: number): number {
  return Math.round(pixels / Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
}
