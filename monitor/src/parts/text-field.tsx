import { Input, type InputPropTypes } from '@ui5/webcomponents-react/Input'
import { Field } from './field.tsx'

interface Props extends Pick<InputPropTypes, 'id' | 'type' | 'placeholder' | 'showClearIcon' | 'onChange'> {
  readonly name: string
  readonly value: string
  /** At every key; `onChange` is told when somebody is done. */
  readonly onTyped: (value: string) => void
}

/** A line of text to fill in, with its name above. */
export function TextField({ name, value, onTyped, ...input }: Props) {
  return (
    <Field name={name}>
      <Input {...input} accessibleName={name} value={value} onInput={(event) => onTyped(event.target.value)} />
    </Field>
  )
}
