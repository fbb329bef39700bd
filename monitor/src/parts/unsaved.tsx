import { Button } from '@ui5/webcomponents-react/Button'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { useBeforeUnload, useBlocker } from 'react-router'
import { t } from '../words.ts'
import { Modal } from './modal.tsx'

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
    <Modal
      state="Critical"
      title={t('Discard the changes?')}
      onClose={stay}
      buttons={
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
    >
      {t('What was changed in the document was not sent and would be lost.')}
    </Modal>
  )
  return {
    leave: (act) => (isChanged ? setWanted(() => act) : act()),
    done: () => {
      isDone.current = true
    },
    question,
  }
}
