import { Button } from '@ui5/webcomponents-react/Button'
import { type DragEvent, useState } from 'react'
import { send } from '../api.ts'
import type { ComparedObject } from '../model-message.ts'
import { t } from '../words.ts'
import { ComparedRows } from './compared-rows.tsx'
import { Problem } from './problem.tsx'

/** Paste or drop an IDoc or XI message: what would be written is shown, nothing is sent. */
export function TryDocument() {
  const [content, setContent] = useState('')
  const [tried, setTried] = useState<ComparedObject[]>()
  const [problem, setProblem] = useState<unknown>()
  const run = async (given: string) => {
    setProblem(undefined)
    setTried(undefined)
    try {
      setTried((await send<{ objects: ComparedObject[] }>('POST', '/try', given)).objects)
    } catch (error) {
      setProblem(error)
    }
  }
  const drop = async (event: DragEvent) => {
    event.preventDefault()
    const dropped = await event.dataTransfer.files[0]?.text()
    if (dropped === undefined) return
    setContent(dropped)
    await run(dropped)
  }
  return (
    <div className="columns edit">
      <div>
        <textarea
          aria-label={t('Try a document')}
          placeholder={t('Paste an IDoc or an XI message here, or drop a file. Nothing is sent.')}
          spellCheck={false}
          value={content}
          onChange={(event) => setContent(event.target.value)}
          onDragOver={(event) => event.preventDefault()}
          onDrop={drop}
        />
        <Button design="Emphasized" disabled={content.trim() === ''} onClick={() => run(content)}>
          {t('Try')}
        </Button>
      </div>
      <div>
        {problem !== undefined && <Problem error={problem} />}
        {tried !== undefined && <ComparedRows objects={tried} />}
      </div>
    </div>
  )
}
