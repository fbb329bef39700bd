import type { ReactNode } from 'react'

/** A control with its name above; the control itself carries the name for screen readers. */
export function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="field">
      <span aria-hidden="true">{name}</span>
      {children}
    </div>
  )
}
