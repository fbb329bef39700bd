import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { useState } from 'react'
import { send } from '../api.ts'
import { type Changed, type Message, type MessageDetail, statuses } from '../model.ts'
import { useSession } from '../session.tsx'
import { told } from '../told.ts'
import { t } from '../words.ts'
import { EditDocument } from './edit-document.tsx'
import { ReasonButton } from './reason-button.tsx'

interface Props {
  readonly message: Pick<Message, 'id' | 'status'> & Pick<MessageDetail, 'cannotBeCorrected' | 'payloadKeptDays'>
  /** A code is missing: once it is added the message goes out by itself, so that nobody need restart it. */
  readonly lacksCode?: boolean | undefined
  readonly onProblem: (problem: unknown) => void
}

/** What can be done to a message. A button that cannot be pressed says why. */
export function MessageActions({ message, lacksCode = false, onProblem }: Props) {
  const { id, status, cannotBeCorrected, payloadKeptDays } = message
  const [isEditing, setIsEditing] = useState(false)
  const queries = useQueryClient()
  const { may } = useSession()
  const act = async (verb: 'restart' | 'cancel', reason: string | undefined) => {
    onProblem(undefined)
    try {
      const { refused } = await send<Changed>('POST', `/messages/${id}/${verb}`, { reason })
      if (refused.length > 0) onProblem(refused.map(({ why }) => told(why)).join('; '))
    } catch (thrown) {
      onProblem(thrown)
    }
    await queries.invalidateQueries()
  }
  const isOpen = statuses.slice(0, 4).includes(status)
  const mayNot = may('operate') ? undefined : t('It takes the role operator')
  const isGone = payloadKeptDays === undefined ? undefined : t('Its payload was removed')
  const mayNotCancel = mayNot ?? (isOpen ? undefined : t('Nothing of it is left to cancel'))
  const notByRole = mayNot ?? isGone ?? (may('see personal data') ? undefined : t('It takes the role personal-data'))
  const mayNotEdit = cannotBeCorrected === undefined ? notByRole : told(cannotBeCorrected)
  return (
    <>
      <ReasonButton
        design={isOpen && !lacksCode ? 'Emphasized' : 'Default'}
        {...unless(mayNot ?? isGone)}
        isOptional
        title={t('Restart')}
        onGiven={(reason) => act('restart', reason)}
      >
        {t('Restart')}
      </ReasonButton>
      <Button {...unless(mayNotEdit)} onClick={() => setIsEditing(true)}>
        {t('Edit and resend')}
      </Button>
      <ReasonButton {...unless(mayNotCancel)} title={t('Cancel')} onGiven={(reason) => act('cancel', reason)}>
        {t('Cancel')}
      </ReasonButton>
      {isEditing && <EditDocument id={id} onClose={() => setIsEditing(false)} />}
    </>
  )
}

function unless(why: string | undefined): { disabled?: boolean; tooltip?: string } {
  return why === undefined ? {} : { disabled: true, tooltip: why }
}
