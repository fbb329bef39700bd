import { Button, type ButtonPropTypes } from '@ui5/webcomponents-react/Button'
import { useState } from 'react'
import { AskReason } from './ask-reason.tsx'

interface Props extends Pick<ButtonPropTypes, 'accessibleName' | 'children' | 'design' | 'disabled' | 'loading' | 'tooltip'> {
  /** What will be done; stands above the question and on the button that does it. */
  readonly title: string
  readonly isOptional?: boolean
  readonly onGiven: (reason: string | undefined) => void
}

/** A button that asks why before something is done. */
export function ReasonButton({ title, isOptional = false, onGiven, ...button }: Props) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <Button {...button} onClick={() => setIsAsking(true)} />
      {isAsking && (
        <AskReason
          title={title}
          isOptional={isOptional}
          onClose={() => setIsAsking(false)}
          onGiven={(reason) => {
            setIsAsking(false)
            onGiven(reason)
          }}
        />
      )}
    </>
  )
}
