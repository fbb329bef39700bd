import { t } from '../words.ts'
import { TextField } from './text-field.tsx'

interface Props {
  readonly reason: string
  onChange(reason: string): void
}

/** A place for the reason beside what is filled in; it may be left empty. */
export function ReasonField({ reason, onChange }: Props) {
  return <TextField name={t('Reason, if any')} placeholder={t('for the audit log')} value={reason} onTyped={onChange} />
}

/** The reason as it is sent: nothing where none was given. */
export function reasonGiven(reason: string): string | undefined {
  return reason.trim() || undefined
}
