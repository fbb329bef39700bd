import { useQuery } from '@tanstack/react-query'
import { Bar } from '@ui5/webcomponents-react/Bar'
import { Button } from '@ui5/webcomponents-react/Button'
import { Dialog } from '@ui5/webcomponents-react/Dialog'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { send, text } from '../api.ts'
import type { MappedObject } from '../model.ts'
import { t } from '../words.ts'
import { Problem } from './problem.tsx'
import { MappedObjects } from './writes.tsx'

/** A corrected copy of a document: checked first, then sent in the place of the old one, which stays as it came. */
export function EditDocument({ id, onClose }: { id: string; onClose(): void }) {
  const original = useQuery({ queryKey: ['payload', id], queryFn: () => text(`/messages/${id}/payload`), refetchInterval: false })
  const [changed, setChanged] = useState<string>()
  const [tried, setTried] = useState<MappedObject[]>()
  const [problem, setProblem] = useState<unknown>()
  const goTo = useNavigate()
  const content = changed ?? original.data ?? ''
  const attempt = async (work: () => Promise<void>) => {
    setProblem(undefined)
    await work().catch(setProblem)
  }
  const check = () => attempt(async () => setTried((await send<{ objects: MappedObject[] }>('POST', '/try', content)).objects))
  const resend = () =>
    attempt(async () => {
      const { messageId } = await send<{ messageId: string }>('POST', `/messages/${id}/edit`, content)
      onClose()
      goTo(`/messages/${messageId}`)
    })
  return (
    <Dialog
      open
      stretch
      headerText={t('Edit and resend')}
      onClose={onClose}
      footer={
        <Bar
          design="Footer"
          endContent={
            <>
              <Button onClick={check}>{t('Check')}</Button>
              <Button
                design="Emphasized"
                disabled={tried === undefined}
                tooltip={tried === undefined ? t('Check it first') : undefined}
                onClick={resend}
              >
                {t('Send')}
              </Button>
              <Button onClick={onClose}>{t('Back')}</Button>
            </>
          }
        />
      }
    >
      {problem !== undefined && <Problem error={problem} />}
      <div className="columns edit">
        <textarea
          aria-label={t('The document')}
          spellCheck={false}
          value={content}
          onChange={(event) => {
            setChanged(event.target.value)
            setTried(undefined)
          }}
        />
        <div>
          {tried === undefined ? (
            <p className="empty">{t('Check shows what this would write; nothing is sent yet.')}</p>
          ) : (
            <MappedObjects objects={tried} />
          )}
        </div>
      </div>
    </Dialog>
  )
}
