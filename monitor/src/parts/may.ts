import { useSession } from '../session.tsx'
import { t } from '../words.ts'

interface Disabled {
  readonly disabled?: boolean
  readonly tooltip?: string
}

/** For a button that takes the role operator: disabled, and why, for everybody else; and as long as `first` says what to do before. */
export function useMayOperate(): (first?: string) => Disabled {
  const { may } = useSession()
  return (first) => {
    if (!may('operate')) return { disabled: true, tooltip: t('It takes the role operator') }
    return first === undefined ? {} : { disabled: true, tooltip: first }
  }
}
