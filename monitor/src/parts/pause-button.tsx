import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { send } from '../api.ts'
import { t } from '../words.ts'
import { useMayOperate } from './may.ts'
import { Problem } from './problem.tsx'
import { ReasonButton } from './reason-button.tsx'

interface Props {
  readonly kind: 'channels' | 'interfaces'
  readonly name: string
  readonly isPaused: boolean
  /** It paused by itself and goes on by itself: a person can have it tried now, or stop it altogether. */
  readonly isByItself?: boolean
}

/** Stops a channel or an interface, with a reason, or lets it go on, with one if there is any. */
export function PauseButton({ kind, name, isPaused, isByItself = false }: Props) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: ({ verb, reason }: { verb: 'pause' | 'resume'; reason?: string | undefined }) =>
      send('POST', `/${kind}/${encodeURIComponent(name)}/${verb}`, { reason }),
    // The overview tells of it too.
    onSettled: () => queries.invalidateQueries(),
  })
  const mayNot = useMayOperate()()
  return (
    <>
      {isPaused && isByItself && (
        <Button {...mayNot} accessibleName={`${t('Try now')}: ${name}`} onClick={() => change.mutate({ verb: 'resume' })}>
          {t('Try now')}
        </Button>
      )}
      {isPaused && !isByItself && (
        <ReasonButton
          {...mayNot}
          isOptional
          accessibleName={`${t('Resume')}: ${name}`}
          title={t('Resume {name}', { name })}
          onGiven={(reason) => change.mutate({ verb: 'resume', reason })}
        >
          {t('Resume')}
        </ReasonButton>
      )}
      {!isPaused && (
        <ReasonButton
          {...mayNot}
          accessibleName={`${t('Pause')}: ${name}`}
          title={t('Pause {name}', { name })}
          onGiven={(reason) => change.mutate({ verb: 'pause', reason })}
        >
          {t('Pause')}
        </ReasonButton>
      )}
      {change.error !== null && <Problem error={change.error} />}
    </>
  )
}
