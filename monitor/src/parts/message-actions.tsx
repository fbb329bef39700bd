import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { useState } from 'react'
import { send } from '../api.ts'
import { type Changed, type Message, statuses } from '../model.ts'
import { useSession } from '../session.tsx'
import { t } from '../words.ts'
import { AskReason } from './ask-reason.tsx'
import { EditDocument } from './edit-document.tsx'

interface Props {
  readonly message: Pick<Message, 'id' | 'status'>
  readonly onProblem: (problem: unknown) => void
}

/** What can be done to a message. A button that cannot be pressed says why. */
export function MessageActions({ message: { id, status }, onProblem }: Props) {
  const [asks, setAsks] = useState<'cancel' | 'edit'>()
  const queries = useQueryClient()
  const { may } = useSession()
  const act = async (path: string, body?: unknown) => {
    setAsks(undefined)
    onProblem(undefined)
    try {
      const { refused } = await send<Changed>('POST', `/messages/${id}/${path}`, body)
      if (refused.length > 0) onProblem(refused.map(({ why }) => why).join('; '))
    } catch (thrown) {
      onProblem(thrown)
    }
    await queries.invalidateQueries()
  }
  const isOpen = statuses.slice(0, 4).includes(status)
  const mayNot = may('operate') ? undefined : t('It takes the role operator')
  const mayNotCancel = mayNot ?? (isOpen ? undefined : t('Nothing of it is left to cancel'))
  const mayNotEdit = mayNot ?? (may('see personal data') ? undefined : t('It takes the role personal-data'))
  return (
    <>
      <Button design={isOpen ? 'Emphasized' : 'Default'} {...unless(mayNot)} onClick={() => act('restart')}>
        {t('Restart')}
      </Button>
      <Button {...unless(mayNotEdit)} onClick={() => setAsks('edit')}>
        {t('Edit and resend')}
      </Button>
      <Button {...unless(mayNotCancel)} onClick={() => setAsks('cancel')}>
        {t('Cancel')}
      </Button>
      {asks === 'cancel' && (
        <AskReason title={t('Cancel')} onGiven={(reason) => act('cancel', { reason })} onClose={() => setAsks(undefined)} />
      )}
      {asks === 'edit' && <EditDocument id={id} onClose={() => setAsks(undefined)} />}
    </>
  )
}

function unless(why: string | undefined): { disabled?: boolean; tooltip?: string } {
  return why === undefined ? {} : { disabled: true, tooltip: why }
}
