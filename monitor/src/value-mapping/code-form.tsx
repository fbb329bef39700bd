import { Button } from '@ui5/webcomponents-react/Button'
import type { FormEvent } from 'react'
import { useMayOperate } from '../parts/may.ts'
import { ReasonField } from '../parts/reason-field.tsx'
import { TextField } from '../parts/text-field.tsx'
import { t } from '../words.ts'

export interface Draft {
  readonly code: string
  readonly value: string
  readonly reason: string
}

interface Props {
  readonly draft: Draft
  readonly isSaving: boolean
  onChange(draft: Draft): void
  onSave(): void
}

/** Gives a code a value; Enter saves. */
export function CodeForm({ draft, isSaving, onChange, onSave }: Props) {
  const mayOperate = useMayOperate()
  const isWhole = draft.code.trim() !== '' && draft.value.trim() !== ''
  return (
    <form
      className="inline card"
      aria-label={t('Add or change a code')}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        if (isWhole && !isSaving) onSave()
      }}
    >
      <TextField name={t('Code')} value={draft.code} onTyped={(text) => onChange({ ...draft, code: text })} />
      <TextField name={t('Value')} id="value" value={draft.value} onTyped={(text) => onChange({ ...draft, value: text })} />
      <ReasonField reason={draft.reason} onChange={(reason) => onChange({ ...draft, reason })} />
      <Button
        type="Submit"
        design="Emphasized"
        loading={isSaving}
        {...mayOperate(isWhole ? undefined : t('Fill in code and value first'))}
      >
        {t('Save')}
      </Button>
    </form>
  )
}
