import { Bar } from '@ui5/webcomponents-react/Bar'
import { Dialog, type DialogPropTypes } from '@ui5/webcomponents-react/Dialog'
import type { ReactElement, ReactNode } from 'react'

interface Props extends Pick<DialogPropTypes, 'initialFocus' | 'onBeforeClose' | 'state' | 'stretch'> {
  readonly title: string
  /** At its foot, on the right: the buttons that end it, that which does something first. */
  readonly buttons: ReactElement
  /** At its foot, on the left. */
  readonly beside?: ReactElement
  readonly children: ReactNode
  onClose(): void
}

/** A window before the page, open as long as it is there; Escape closes it. */
export function Modal({ title, buttons, beside, children, ...dialog }: Props) {
  return (
    <Dialog
      {...dialog}
      open
      headerText={title}
      footer={<Bar className="foot" design="Footer" startContent={beside} endContent={buttons} />}
    >
      {children}
    </Dialog>
  )
}
