import { Bar } from '@ui5/webcomponents-react/Bar'
import { Button } from '@ui5/webcomponents-react/Button'
import { Dialog } from '@ui5/webcomponents-react/Dialog'
import { Input } from '@ui5/webcomponents-react/Input'
import { Label } from '@ui5/webcomponents-react/Label'
import { useState } from 'react'
import { t } from '../words.ts'

interface Props {
  readonly title: string
  readonly onGiven: (reason: string) => void
  readonly onClose: () => void
}

/** Asks why, as it will stand in the audit log. */
export function AskReason({ title, onGiven, onClose }: Props) {
  const [reason, setReason] = useState('')
  return (
    <Dialog
      open
      headerText={title}
      onClose={onClose}
      footer={
        <Bar
          design="Footer"
          endContent={
            <>
              <Button design="Emphasized" disabled={reason.trim() === ''} onClick={() => onGiven(reason.trim())}>
                {title}
              </Button>
              <Button onClick={onClose}>{t('Back')}</Button>
            </>
          }
        />
      }
    >
      <div className="form">
        <Label for="reason" required>
          {t('Reason, for the audit log')}
        </Label>
        <Input
          id="reason"
          accessibleName={t('Reason, for the audit log')}
          value={reason}
          onInput={(event) => setReason(event.target.value)}
        />
      </div>
    </Dialog>
  )
}
