import { Button } from '@ui5/webcomponents-react/Button'
import { useState } from 'react'
import { t } from '../words.ts'
import { Modal } from './modal.tsx'
import { ReasonField, reasonGiven } from './reason-field.tsx'
import { allRoles, type Role, RoleChoice } from './role-choice.tsx'
import { TextField } from './text-field.tsx'

interface Props {
  readonly name: string
  readonly roles: readonly Role[]
  onGiven(change: { roles: Role[]; password?: string; reason: string | undefined }): void
  onClose(): void
}

/** Other roles, another password. */
export function ChangeUser({ name, roles, onGiven, onClose }: Props) {
  const [chosen, setChosen] = useState<Role[]>([...roles])
  const [password, setPassword] = useState('')
  const [reason, setReason] = useState('')
  const given = {
    roles: chosen,
    ...(password !== '' && { password }),
    reason: reasonGiven(reason),
  }
  return (
    <Modal
      title={t('Change {name}', { name })}
      onClose={onClose}
      buttons={
        <>
          <Button design="Emphasized" disabled={chosen.length === 0} onClick={() => onGiven(given)}>
            {t('Save')}
          </Button>
          <Button onClick={onClose}>{t('Back')}</Button>
        </>
      }
    >
      <div className="form">
        <RoleChoice offered={allRoles} chosen={chosen} onChosen={setChosen} />
        <TextField name={t('New password, if any')} type="Password" value={password} onTyped={setPassword} />
        <ReasonField reason={reason} onChange={setReason} />
      </div>
    </Modal>
  )
}
