import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip'
import { Link } from 'react-router'
import { get, queryOf, send } from '../api.ts'
import type { Difference } from '../model-message.ts'
import { t } from '../words.ts'
import { useMayOperate } from './may.ts'
import { Problem } from './problem.tsx'
import { ReasonButton } from './reason-button.tsx'

interface Props {
  readonly objectKey: string
  readonly differences: readonly Difference[] | undefined
  /** Nothing: what was found does not count any more. */
  readonly onCompared: (differences: readonly Difference[] | undefined) => void
}

/** Looks what others changed of an object in Dynamics 365, and brings back what SAP said. */
export function CompareObject({ objectKey, differences, onCompared }: Props) {
  const queries = useQueryClient()
  const mayNot = useMayOperate()()
  const compare = useMutation({
    mutationFn: () => get<{ differences: Difference[] }>(`/differences${queryOf({ objectKey })}`),
    onSuccess: (found) => onCompared(found.differences),
    onError: () => onCompared(undefined),
  })
  const again = useMutation({
    mutationFn: (reason: string | undefined) =>
      send<{ messages: { messageId: string }[] }>('POST', '/write-again', { objectKeys: [objectKey], reason }),
    onSuccess: () => {
      onCompared(undefined)
      return queries.invalidateQueries()
    },
  })
  const error = compare.error ?? again.error
  return (
    <>
      <div className="actions">
        <Button
          loading={compare.isPending}
          onClick={() => {
            again.reset()
            compare.mutate()
          }}
        >
          {t('Compare with Dynamics 365')}
        </Button>
        {differences !== undefined && differences.length > 0 && (
          <ReasonButton
            {...mayNot}
            design="Emphasized"
            isOptional
            loading={again.isPending}
            title={t('Write again')}
            onGiven={(reason) => again.mutate(reason)}
          >
            {t('Write again')}
          </ReasonButton>
        )}
      </div>
      {error !== null && <Problem error={error} />}
      <div className="compared" aria-live="polite">
        {differences !== undefined && (
          <MessageStrip design={differences.length === 0 ? 'Positive' : 'Critical'} hideCloseButton>
            {differences.length === 0
              ? t('Dynamics 365 holds all of it as it was written.')
              : t('Somebody changed it in Dynamics 365; what is otherwise there now stands below.')}
          </MessageStrip>
        )}
        {again.data !== undefined && (
          <MessageStrip design="Information" hideCloseButton>
            {t('It goes out again, as SAP said last:')}{' '}
            {again.data.messages.map(({ messageId }) => (
              <Link key={messageId} to={`/messages/${messageId}`}>
                {messageId.slice(0, 13)}
              </Link>
            ))}
          </MessageStrip>
        )}
      </div>
    </>
  )
}
