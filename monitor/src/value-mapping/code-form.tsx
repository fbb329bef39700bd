import { Button } from '@ui5/webcomponents-react/Button'
import { Input } from '@ui5/webcomponents-react/Input'
import type { FormEvent } from 'react'
import { Field } from '../parts/field.tsx'
import { useMayOperate } from '../parts/may.ts'
import { ReasonField } from '../parts/reason-field.tsx'
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
      <Field name={t('Code')}>
        <Input
          accessibleName={t('Code')}
          value={draft.code}
          onInput={(event) => onChange({ ...draft, code: event.target.value })}
        />
      </Field>
      <Field name={t('Value')}>
        <Input
          id="value"
          accessibleName={t('Value')}
          value={draft.value}
          onInput={(event) => onChange({ ...draft, value: event.target.value })}
        />
      </Field>
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
