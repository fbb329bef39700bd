import { Bar } from '@ui5/webcomponents-react/Bar'
import { Button } from '@ui5/webcomponents-react/Button'
import { Dialog } from '@ui5/webcomponents-react/Dialog'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { useBeforeUnload, useBlocker } from 'react-router'
import { t } from '../words.ts'

interface Unsaved {
  /** Does it at once when nothing would be lost; else when the user agrees. */
  leave(act: () => void): void
  /** From now on nothing is lost, whatever is changed: it was sent. */
  done(): void
  readonly question: ReactNode
}

/** Asks before changes are lost: when the page is left, backwards too, and when what `leave` does would lose them. */
export function useUnsaved(isChanged: boolean): Unsaved {
  const [wanted, setWanted] = useState<() => void>()
  const isDone = useRef(false)
  const blocker = useBlocker(useCallback(() => isChanged && !isDone.current, [isChanged]))
  // The browser asks in its own words.
  useBeforeUnload(useCallback((event) => isChanged && !isDone.current && event.preventDefault(), [isChanged]))
  const stay = () => {
    setWanted(undefined)
    blocker.reset?.()
  }
  const question = (wanted !== undefined || blocker.state === 'blocked') && (
    <Dialog
      open
      state="Critical"
      headerText={t('Discard the changes?')}
      onClose={stay}
      footer={
        <Bar
          design="Footer"
          endContent={
            <>
              <Button design="Emphasized" onClick={stay}>
                {t('Go on editing')}
              </Button>
              <Button
                design="Negative"
                onClick={() => {
                  blocker.proceed?.()
                  wanted?.()
                }}
              >
                {t('Discard')}
              </Button>
            </>
          }
        />
      }
    >
      {t('What was changed in the document was not sent and would be lost.')}
    </Dialog>
  )
  return {
    leave: (act) => (isChanged ? setWanted(() => act) : act()),
    done: () => {
      isDone.current = true
    },
    question,
  }
}
