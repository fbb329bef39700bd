import type { ReactNode } from 'react'

interface Props {
  readonly name: string
  readonly value: string
  readonly className?: string
  /** `<option>`s. */
  readonly children: ReactNode
  onChosen(value: string): void
}

/** One of several, by the browser's own list: UI5's, which is in every page's head, takes a third of all the time until a page can be used. */
export function Choice({ name, value, className = '', children, onChosen }: Props) {
  return (
    <select className={`choice ${className}`} aria-label={name} value={value} onChange={(event) => onChosen(event.target.value)}>
      {children}
    </select>
  )
}
