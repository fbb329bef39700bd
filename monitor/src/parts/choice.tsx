import type { ReactNode } from 'react'

interface Props {
  readonly name: string
  readonly value: string
  readonly className?: string
  /** `<option>`s. */
  readonly children: ReactNode
  onChosen(value: string): void
}

/** One of several, by the browser's own list: UI5's asks for a layout each time it is drawn, and brings lists and dialogs along. */
export function Choice({ name, value, className = '', children, onChosen }: Props) {
  return (
    <select className={`choice ${className}`} aria-label={name} value={value} onChange={(event) => onChosen(event.target.value)}>
      {children}
    </select>
  )
}
