import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip'
import { ApiError } from '../api.ts'
import { told } from '../told.ts'

/** What went wrong and what to do about it. */
export function Problem({ error }: { error: unknown }) {
  const said = error instanceof ApiError ? `${told(error.message)}. ${told(error.detail)}` : told(String(error))
  return (
    <MessageStrip design="Negative" hideCloseButton>
      {said}
    </MessageStrip>
  )
}
