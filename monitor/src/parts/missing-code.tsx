import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { Input } from '@ui5/webcomponents-react/Input'
import { useState } from 'react'
import { send } from '../api.ts'
import { t } from '../words.ts'
import { Field } from './field.tsx'
import { Problem } from './problem.tsx'

/** Where a reason says that a value mapping lacks a code: a place to add it. What is held for it then goes out. */
export function MissingCode({ interfaceName, reason }: { interfaceName: string; reason: string | undefined }) {
  const [, code, list] = /^'(.+)' \(.+\) is not in the value mapping ([\w-]+);/.exec(reason ?? '') ?? []
  const [value, setValue] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const queries = useQueryClient()
  if (code === undefined || list === undefined) return null
  const add = async () => {
    try {
      const path = `/value-mappings/${interfaceName}/${list}/${encodeURIComponent(code)}`
      await send('PUT', path, { value })
      await queries.invalidateQueries()
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  const label = t("What '{code}' is in {list}", { code, list })
  return (
    <div className="inline">
      <Field name={label}>
        <Input accessibleName={label} value={value} onInput={(event) => setValue(event.target.value)} />
      </Field>
      <Button design="Emphasized" disabled={value.trim() === ''} onClick={add}>
        {t('Add to the value mapping')}
      </Button>
      {problem !== undefined && <Problem error={problem} />}
    </div>
  )
}
