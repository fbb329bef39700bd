import { useMutation } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { type DragEvent, useState } from 'react'
import { send } from '../api.ts'
import type { ComparedObject } from '../model-message.ts'
import { t } from '../words.ts'
import { ChooseFile } from './choose-file.tsx'
import { ComparedRows } from './compared-rows.tsx'
import { Problem } from './problem.tsx'

/**
 * Paste, drop or choose an IDoc or XI message, or the payload of one: what would be written is shown, nothing is sent.
 * @param interfaceName for which such a payload counts; without it its namespace tells
 */
export function TryDocument({ interfaceName }: { interfaceName?: string }) {
  const [content, setContent] = useState('')
  const [isAbove, setIsAbove] = useState(false)
  const place = interfaceName === undefined ? '/try' : `/try?interface=${interfaceName}`
  const run = useMutation({
    mutationFn: (given: string | File) => send<{ objects: ComparedObject[]; more?: number }>('POST', place, given),
  })
  // The bytes of a file are tried, not what they look like as text: it may be of another character set.
  const take = async (file: File) => {
    setContent(await file.text())
    run.mutate(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsAbove(false)
    const [file] = event.dataTransfer.files
    if (file !== undefined) void take(file)
  }
  return (
    <div className="columns edit try">
      <div>
        <textarea
          className={isAbove ? 'above' : ''}
          aria-label={t('Try a document')}
          placeholder={t('Paste an IDoc, an XI message or its payload here, or drop a file. Nothing is sent.')}
          spellCheck={false}
          value={content}
          onChange={(event) => setContent(event.target.value)}
          onDragOver={(event) => {
            event.preventDefault()
            setIsAbove(true)
          }}
          onDragLeave={() => setIsAbove(false)}
          onDrop={drop}
        />
        <div className="actions">
          <Button
            design="Emphasized"
            disabled={content.trim() === ''}
            tooltip={content.trim() === '' ? t('Paste a document first') : ''}
            loading={run.isPending}
            onClick={() => run.mutate(content)}
          >
            {t('Try')}
          </Button>
          <ChooseFile title={t('Choose a file')} accept=".xml,.idoc,.txt,text/xml,application/xml" onChosen={take} />
        </div>
      </div>
      <div aria-live="polite">
        {run.error !== null && <Problem error={run.error} />}
        {run.data === undefined && run.error === null && (
          <p className="empty">{t('The rows that the document would write in Dynamics 365 are shown here, column by column.')}</p>
        )}
        {run.data?.objects.length === 0 && <p className="empty">{t('This document would write nothing.')}</p>}
        {run.data !== undefined && <ComparedRows {...run.data} />}
      </div>
    </div>
  )
}
