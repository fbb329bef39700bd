import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip'
import { ApiError } from '../api.ts'

/** What went wrong and what to do about it. */
export function Problem({ error }: { error: unknown }) {
  const said = error instanceof ApiError ? `${error.message}. ${error.detail}` : String(error)
  return (
    <MessageStrip design="Negative" hideCloseButton>
      {said}
    </MessageStrip>
  )
}
