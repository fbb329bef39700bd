import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { Input } from '@ui5/webcomponents-react/Input'
import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { ApiError, queryOf, send } from '../api.ts'
import type { ComparedObject } from '../model-message.ts'
import { asUtf8, mainDocument } from '../payload.ts'
import { told } from '../told.ts'
import { t } from '../words.ts'
import { ComparedRows } from './compared-rows.tsx'
import { Loading } from './loading.tsx'
import { Modal } from './modal.tsx'
import { Problem } from './problem.tsx'
import { useUnsaved } from './unsaved.tsx'
import type { Fault } from './xml-editor.tsx'

const XmlEditor = lazy(async () => ({ default: (await import('./xml-editor.tsx')).XmlEditor }))

interface Checked {
  readonly objects: ComparedObject[]
  readonly more?: number
}

/** A corrected copy of a document: checked first, then sent in the place of the old one, which stays as it came. */
export function EditDocument({ id, onClose }: { id: string; onClose(): void }) {
  const original = useQuery({
    queryKey: ['main-document', id],
    queryFn: () => mainDocument(id),
    refetchInterval: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [changed, setChanged] = useState<string>()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState<Checked>()
  const [problem, setProblem] = useState<unknown>()
  const unsaved = useUnsaved(changed !== undefined && changed !== original.data?.text)
  const queries = useQueryClient()
  const goTo = useNavigate()
  const post = <T,>(path: string) => {
    const { text, contentType } = asUtf8(changed ?? original.data?.text ?? '', original.data?.contentType ?? 'text/xml')
    return send<T>('POST', `/messages/${id}/${path}`, text, contentType)
  }
  const attempt = async (work: () => Promise<void>) => {
    setProblem(undefined)
    await work().catch(setProblem)
  }
  const check = () => attempt(async () => setTried(await post<Checked>('check')))
  const resend = () =>
    attempt(async () => {
      const { messageId } = await post<{ messageId: string }>(`edit${queryOf({ reason: reason.trim() })}`)
      unsaved.done()
      onClose()
      await queries.invalidateQueries()
      goTo(`/messages/${messageId}`)
    })
  const mayNotSend =
    tried === undefined ? t('Check it first') : reason.trim() === '' ? t('Say why, for the audit log') : undefined
  return (
    <Modal
      stretch
      title={t('Edit and resend')}
      onBeforeClose={(event) => {
        if (!event.detail.escPressed) return
        event.preventDefault()
        unsaved.leave(onClose)
      }}
      onClose={onClose}
      beside={
        <Input
          className="why"
          accessibleName={t('Reason, for the audit log')}
          placeholder={t('Reason, for the audit log')}
          value={reason}
          onInput={(event) => setReason(event.target.value)}
        />
      }
      buttons={
        <>
          <Button design={tried === undefined ? 'Emphasized' : 'Default'} onClick={check}>
            {t('Check')}
          </Button>
          <Button
            design={mayNotSend === undefined ? 'Emphasized' : 'Default'}
            disabled={mayNotSend !== undefined}
            tooltip={mayNotSend}
            onClick={resend}
          >
            {t('Send')}
          </Button>
          <Button onClick={() => unsaved.leave(onClose)}>{t('Back')}</Button>
        </>
      }
    >
      {problem !== undefined && <Problem error={problem} />}
      {original.error !== null && <Problem error={original.error} />}
      <div className="edit">
        {original.data === undefined && original.error === null && <Loading text={t('The document is being loaded')} />}
        {original.data !== undefined && (
          <Suspense fallback={<Loading text={t('The document is being loaded')} />}>
            <XmlEditor
              name={t('The document')}
              text={original.data.text}
              fault={faultOf(problem)}
              onChange={(text) => {
                setChanged(text)
                setTried(undefined)
              }}
            />
          </Suspense>
        )}
        <div aria-live="polite">
          {tried === undefined ? (
            <p className="empty">
              {t('Check shows what this would write; nothing is sent yet.')}{' '}
              {t(
                'The message stays as it came; what is left of it is cancelled when the copy is sent, and both show each other.',
              )}
            </p>
          ) : (
            <ComparedRows {...tried} />
          )}
        </div>
      </div>
      {unsaved.question}
    </Modal>
  )
}

/** Where the document is wrong, when that is what was told. */
function faultOf(problem: unknown): Fault | undefined {
  if (!(problem instanceof ApiError)) return undefined
  const [, line, column] = /line (\d+)(?:, column (\d+))?/.exec(problem.detail) ?? []
  return line === undefined ? undefined : { line: Number(line), column: Number(column ?? 1), sentence: told(problem.detail) }
}
