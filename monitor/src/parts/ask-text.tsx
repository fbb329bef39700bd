import { Button } from '@ui5/webcomponents-react/Button'
import { Input } from '@ui5/webcomponents-react/Input'
import { Label } from '@ui5/webcomponents-react/Label'
import { useId, useState } from 'react'
import { t } from '../words.ts'
import { Modal } from './modal.tsx'

interface Props {
  readonly title: string
  readonly label: string
  /** It may also be left empty. */
  readonly isOptional?: boolean
  readonly onGiven: (text: string) => void
  readonly onClose: () => void
}

/** Asks for one text; Enter gives it, Escape goes back. */
export function AskText({ title, label, isOptional = false, onGiven, onClose }: Props) {
  const [text, setText] = useState('')
  const id = useId()
  const isGiven = isOptional || text.trim() !== ''
  return (
    <Modal
      title={title}
      initialFocus={id}
      onClose={onClose}
      buttons={
        <>
          <Button design="Emphasized" disabled={!isGiven} onClick={() => onGiven(text.trim())}>
            {title}
          </Button>
          <Button onClick={onClose}>{t('Back')}</Button>
        </>
      }
    >
      <div className="form">
        <Label for={id} required={!isOptional}>
          {isOptional ? t('{label} (may be left empty)', { label }) : label}
        </Label>
        <Input
          id={id}
          accessibleName={label}
          value={text}
          onInput={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && isGiven && onGiven(text.trim())}
        />
      </div>
    </Modal>
  )
}
