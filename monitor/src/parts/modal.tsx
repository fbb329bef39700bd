import { Bar } from '@ui5/webcomponents-react/Bar'
import { Dialog, type DialogPropTypes } from '@ui5/webcomponents-react/Dialog'
import { type ReactElement, type ReactNode, useEffect } from 'react'

interface Props extends Pick<DialogPropTypes, 'initialFocus' | 'onBeforeClose' | 'state' | 'stretch'> {
  readonly title: string
  /** At its foot, on the right: the buttons that end it, that which does something first. */
  readonly buttons: ReactElement
  /** At its foot, on the left. */
  readonly beside?: ReactElement
  readonly children: ReactNode
  onClose(): void
}

/** A window before the page, open as long as it is there; Escape closes it. Whatever ends it, what had the focus before has it again. */
export function Modal({ title, buttons, beside, children, ...dialog }: Props) {
  useEffect(() => {
    const opener = document.activeElement
    const giveBack = () => {
      if (opener instanceof HTMLElement && document.activeElement === document.body) opener.focus()
    }
    // UI5 sees to it only where the dialog closes, not where it is taken away. Later, lest the Enter that ended it presses what opened it.
    return () => void setTimeout(giveBack)
  }, [])
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
