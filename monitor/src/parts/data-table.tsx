import type { CSSProperties, ReactNode } from 'react'

interface Props {
  /** What stands above each column, from the first on. */
  readonly heads: readonly string[]
  readonly caption?: string
  readonly className?: string
  /** Whoever cannot see it is told of changes. */
  readonly isLive?: boolean
  /** `<tr>`s. */
  readonly children: ReactNode
}

/** A table. Where it has no room, as on a phone, each line is a block, and what stands above a column stands before each of its cells. */
export function DataTable({ heads, caption, className = '', isLive = false, children }: Props) {
  // The style sheet puts them there: no cell need be told its column.
  const named = Object.fromEntries(heads.map((head, index) => [`--head-${index + 1}`, JSON.stringify(`${head}: `)]))
  return (
    <table className={`data folds ${className}`.trim()} style={named as CSSProperties} aria-live={isLive ? 'polite' : undefined}>
      {caption !== undefined && <caption>{caption}</caption>}
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
