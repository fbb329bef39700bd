import { t } from '../words.ts'
import { AskText } from './ask-text.tsx'

interface Props {
  readonly title: string
  readonly onGiven: (reason: string) => void
  readonly onClose: () => void
}

/** Asks why, as it will stand in the audit log. */
export function AskReason(props: Props) {
  return <AskText {...props} label={t('Reason, for the audit log')} />
}
