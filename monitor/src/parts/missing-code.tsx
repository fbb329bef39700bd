import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { useState } from 'react'
import { Link } from 'react-router'
import { send } from '../api.ts'
import type { Waits } from '../model-message.ts'
import { useSession } from '../session.tsx'
import { t } from '../words.ts'
import { Problem } from './problem.tsx'
import { ReasonField, reasonGiven } from './reason-field.tsx'
import { TextField } from './text-field.tsx'

interface Props {
  readonly objectKey: string
  readonly missing: NonNullable<Waits['missing']>
}

/** A place to give a code its value where something is held for it, and what else goes out with it. */
export function MissingCode({ objectKey, missing: { list, code, heldMessages } }: Props) {
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const { may } = useSession()
  const queries = useQueryClient()
  const place = `/value-mappings/${objectKey.split('/')[0]}/${list}`
  const add = async () => {
    setProblem(undefined)
    try {
      await send('PUT', `${place}/${encodeURIComponent(code)}`, { value: value.trim(), reason: reasonGiven(reason) })
      await queries.invalidateQueries()
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  const label = t("What '{code}' is in {list}", { code, list })
  const others = heldMessages - 1
  return (
    <>
      <form
        className="inline"
        onSubmit={(event) => {
          event.preventDefault()
          if (value.trim() !== '') void add()
        }}
      >
        <TextField name={label} value={value} onTyped={setValue} />
        <ReasonField reason={reason} onChange={setReason} />
        <Button
          design="Emphasized"
          disabled={value.trim() === '' || !may('operate')}
          tooltip={may('operate') ? undefined : t('It takes the role operator')}
          onClick={add}
        >
          {t('Add to the value mapping')}
        </Button>
        <Link to={place}>{t('All codes of {list}', { list })}</Link>
      </form>
      <p className="quiet">
        {others === 0
          ? t('No other message is held for this code.')
          : t('Other messages that are held for this code and go out with it: {count}.', { count: others })}
      </p>
      {problem !== undefined && <Problem error={problem} />}
    </>
  )
}
