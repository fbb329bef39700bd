import { t } from '../words.ts'
import { AskText } from './ask-text.tsx'
import { reasonGiven } from './reason-field.tsx'

interface Props {
  readonly title: string
  /** It may also be left empty. */
  readonly isOptional?: boolean
  /** @param reason nothing where none was given */
  readonly onGiven: (reason: string | undefined) => void
  readonly onClose: () => void
}

/** Asks why, as it will stand in the audit log. */
export function AskReason({ onGiven, ...props }: Props) {
  return <AskText {...props} label={t('Reason, for the audit log')} onGiven={(text) => onGiven(reasonGiven(text))} />
}
