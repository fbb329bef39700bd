import { Button } from '@ui5/webcomponents-react/Button'
import { Input } from '@ui5/webcomponents-react/Input'
import { useState } from 'react'
import { t } from '../words.ts'
import { Field } from './field.tsx'
import { Modal } from './modal.tsx'
import { ReasonField, reasonGiven } from './reason-field.tsx'
import { allRoles, type Role, RoleChoice } from './role-choice.tsx'

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
        <Field name={t('New password, if any')}>
          <Input
            type="Password"
            accessibleName={t('New password, if any')}
            value={password}
            onInput={(event) => setPassword(event.target.value)}
          />
        </Field>
        <ReasonField reason={reason} onChange={setReason} />
      </div>
    </Modal>
  )
}
