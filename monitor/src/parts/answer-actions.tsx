import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { send } from '../api.ts'
import { t } from '../words.ts'
import { useMayOperate } from './may.ts'
import { Problem } from './problem.tsx'
import { ReasonButton } from './reason-button.tsx'

interface Props {
  /** The messages that SAP is to be told of. */
  readonly messageIds: readonly string[]
  /** Which these are, for those who hear the buttons. */
  readonly name: string
  /** What is not refused goes out in its turn, and can only be given up. */
  readonly isRefused?: boolean
}

/** Sends answers once more that SAP refused, or gives them up with a reason. */
export function AnswerActions({ messageIds, name, isRefused = true }: Props) {
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: async ({ verb, reason }: { verb: 'send' | 'give-up'; reason?: string | undefined }) => {
      const problems: unknown[] = []
      // SAP may have taken one meanwhile: the others are meant all the same.
      for (const id of messageIds)
        await send('POST', `/messages/${id}/answer/${verb}`, { reason }).catch((problem) => problems.push(problem))
      if (problems.length > 0) throw problems[0]
    },
    onSettled: () => queries.invalidateQueries(),
  })
  const mayNot = useMayOperate()()
  return (
    <>
      <div className="actions">
        {isRefused && (
          <Button
            {...mayNot}
            accessibleName={`${t('Send now')}: ${name}`}
            loading={act.isPending}
            onClick={() => act.mutate({ verb: 'send' })}
          >
            {t('Send now')}
          </Button>
        )}
        <ReasonButton
          {...mayNot}
          accessibleName={`${t('Give up')}: ${name}`}
          title={t('Give up the answer')}
          onGiven={(reason) => act.mutate({ verb: 'give-up', reason })}
        >
          {t('Give up')}
        </ReasonButton>
      </div>
      {act.error !== null && <Problem error={act.error} />}
    </>
  )
}
