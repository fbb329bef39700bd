import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { useState } from 'react'
import { send } from '../api.ts'
import { t } from '../words.ts'
import { AskReason } from './ask-reason.tsx'
import { useMayOperate } from './may.ts'
import { Problem } from './problem.tsx'

interface Props {
  readonly kind: 'channels' | 'interfaces'
  readonly name: string
  readonly isPaused: boolean
  /** It paused by itself and goes on by itself: a person can have it tried now, or stop it altogether. */
  readonly isByItself?: boolean
}

/** Stops a channel or an interface, with a reason, or lets it go on. */
export function PauseButton({ kind, name, isPaused, isByItself = false }: Props) {
  const [isAsking, setIsAsking] = useState(false)
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: ({ verb, reason }: { verb: 'pause' | 'resume'; reason?: string }) =>
      send('POST', `/${kind}/${encodeURIComponent(name)}/${verb}`, reason === undefined ? {} : { reason }),
    onSettled: () => queries.invalidateQueries({ queryKey: [kind] }),
  })
  const mayNot = useMayOperate()()
  const goOn = isByItself ? t('Try now') : t('Resume')
  return (
    <>
      {isPaused ? (
        <Button {...mayNot} accessibleName={`${goOn}: ${name}`} onClick={() => change.mutate({ verb: 'resume' })}>
          {goOn}
        </Button>
      ) : (
        <Button {...mayNot} accessibleName={`${t('Pause')}: ${name}`} onClick={() => setIsAsking(true)}>
          {t('Pause')}
        </Button>
      )}
      {isAsking && (
        <AskReason
          title={t('Pause {name}', { name })}
          onClose={() => setIsAsking(false)}
          onGiven={(reason) => {
            setIsAsking(false)
            change.mutate({ verb: 'pause', reason })
          }}
        />
      )}
      {change.error !== null && <Problem error={change.error} />}
    </>
  )
}
