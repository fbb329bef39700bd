import { Input } from '@ui5/webcomponents-react/Input'
import { t } from '../words.ts'
import { Field } from './field.tsx'

interface Props {
  readonly reason: string
  onChange(reason: string): void
}

/** A place for the reason beside what is filled in; it may be left empty. */
export function ReasonField({ reason, onChange }: Props) {
  return (
    <Field name={t('Reason, if any')}>
      <Input
        accessibleName={t('Reason, if any')}
        placeholder={t('for the audit log')}
        value={reason}
        onInput={(event) => onChange(event.target.value)}
      />
    </Field>
  )
}

/** The reason as it is sent: nothing where none was given. */
export function reasonGiven(reason: string): string | undefined {
  return reason.trim() || undefined
}
