import { Link } from 'react-router'
import { shown } from '../words.ts'

interface Props {
  readonly name: string
  readonly hint: string
  readonly count: number | undefined
  /** No count goes beyond it. */
  readonly most?: number | undefined
  readonly to: string
  readonly isBad?: boolean
}

/** A number that leads to what it counts. */
export function FigureTile({ name, hint, count, most = Number.POSITIVE_INFINITY, to, isBad = false }: Props) {
  return (
    <li>
      <Link to={to} className={isBad && (count ?? 0) > 0 ? 'bad' : ''}>
        <b>{count === undefined ? '…' : `${shown(count)}${count >= most ? '+' : ''}`}</b>
        <span>{name}</span>
        <small>{hint}</small>
      </Link>
    </li>
  )
}
