import { type ReactNode, useState } from 'react'
import type { Segment } from '../model.ts'
import { positionBelow } from '../model-message.ts'
import { shown, t } from '../words.ts'
import { useLinking } from './linking.tsx'
import { SegmentNode } from './segment-node.tsx'

interface Props {
  readonly segments: readonly Segment[]
  /** Positions of the segment they are in, each with a point behind it, e.g. `0.2.`; empty at the top. */
  readonly below: string
  readonly texts: Readonly<Record<string, string>>
}

/** Of a longer list of segments none is open at first. */
const mostOpen = 20
/** Of a still longer one so many are folded away together, and not drawn before they are looked at: thousands take a browser half a minute. */
const mostTogether = 100

/** Segments that follow each other, with the segments in them. */
export function SegmentList({ segments, below, texts }: Props) {
  const nodes = (from: number, to: number) =>
    segments.slice(from, to).map((segment, index) => {
      const way = `${below}${from + index}`
      return (
        <SegmentNode key={way} segment={segment} way={way} texts={texts} isOpen={segments.length < mostOpen}>
          <SegmentList segments={segment.segments} below={`${way}.`} texts={texts} />
        </SegmentNode>
      )
    })
  if (segments.length <= mostTogether) return nodes(0, segments.length)
  const starts = Array.from({ length: Math.ceil(segments.length / mostTogether) }, (_, index) => index * mostTogether)
  return starts.map((from) => (
    <Together key={from} segments={segments.slice(from, from + mostTogether)} below={below} from={from}>
      {() => nodes(from, from + mostTogether)}
    </Together>
  ))
}

/** Some of a long list, folded away until they are looked at, or one of their fields is chosen. */
function Together({
  segments,
  below,
  from,
  children,
}: Pick<Props, 'segments' | 'below'> & { from: number; children: () => ReactNode }) {
  const { chosen } = useLinking()
  const [seen, setSeen] = useState(chosen)
  const [isOpen, setIsOpen] = useState(false)
  const to = from + segments.length
  // While this is drawn, not after it: what was chosen is gone to as soon as all is drawn.
  if (seen !== chosen) {
    setSeen(chosen)
    const positions = [...chosen].map((id) => positionBelow(id, below))
    if (positions.some((position) => position >= from && position < to)) setIsOpen(true)
  }
  const names = [...new Set(segments.map(({ name }) => name))].join(', ')
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>
        <b>{names}</b> {`${shown(from + 1)}–${shown(to)}`}{' '}
        <span className="quiet">{t('line {line}', { line: String(segments[0]?.line) })}</span>
      </summary>
      {isOpen && children()}
    </details>
  )
}
