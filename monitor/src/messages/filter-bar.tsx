import { useQuery } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { type FormEvent, useState } from 'react'
import { get } from '../api.ts'
import { type Interface, type Page, statuses } from '../model.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { TextField } from '../parts/text-field.tsx'
import { t } from '../words.ts'
import { type Filter, filters } from './filters.ts'
import { TimeFilter } from './time-filter.tsx'

export interface FilterBarProps {
  readonly parameters: URLSearchParams
  /** Given filters replace those of the address; order and columns stay. */
  onFind(changed: Readonly<Record<string, string>>): void
}

/** What to look for; what is chosen from a list is looked for at once, what is typed with Enter or Find. */
export function FilterBar({ parameters, onFind }: FilterBarProps) {
  const [values, setValues] = useState(() => valuesIn(parameters))
  const find = (changed: Readonly<Record<string, string>> = {}) => {
    const all = { ...values, ...changed }
    setValues(all)
    onFind(all)
  }
  const input = (name: Filter, label: string, placeholder = '') => (
    <TextField
      name={label}
      placeholder={placeholder}
      value={values[name]}
      showClearIcon
      onTyped={(text) => setValues({ ...values, [name]: text })}
      onChange={() => find()}
    />
  )
  const interfaceNames = useInterfaceNames()
  const isAny = filters.some((name) => values[name] !== '')
  return (
    <form
      className="filters"
      aria-label={t('Filters')}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        find()
      }}
    >
      <Either
        label={t('Interface')}
        value={values.interface}
        options={interfaceNames.map((name) => [name, name])}
        onChosen={(name) => find({ interface: name })}
      />
      <Either
        label={t('Status')}
        value={values.status}
        options={statuses.map((status) => [status, t(status)])}
        onChosen={(status) => find({ status })}
      />
      <TimeFilter from={values.from} to={values.to} onChosen={find} />
      {input('objectKey', t('Object'), '4711')}
      {input('idoc', t('IDoc number'))}
      {input('text', t('Text'), t('name, city, number'))}
      {input('reason', t('Reason'), t('words of it'))}
      <div className="inline end">
        <Button type="Submit" design="Emphasized">
          {t('Find')}
        </Button>
        {isAny && (
          <Button design="Transparent" onClick={() => find(valuesIn(new URLSearchParams()))}>
            {t('Clear')}
          </Button>
        )}
      </div>
      {values.lacks !== '' && (
        <p className="note">
          {t('Only what is held for the missing code {code}', { code: values.lacks })}{' '}
          <Button design="Transparent" onClick={() => find({ lacks: '' })}>
            {t('Show others too')}
          </Button>
        </p>
      )}
    </form>
  )
}

function valuesIn(parameters: URLSearchParams): Record<Filter, string> {
  return Object.fromEntries(filters.map((name) => [name, parameters.get(name) ?? ''])) as Record<Filter, string>
}

function useInterfaceNames(): string[] {
  const { data } = useQuery({
    queryKey: ['interfaces'],
    queryFn: () => get<Page<Interface>>('/interfaces'),
    staleTime: 60_000,
    refetchInterval: false,
  })
  return data?.items.map(({ name }) => name) ?? []
}

interface EitherProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, title: string])[]
  onChosen(value: string): void
}

/** One of these, or all. */
function Either({ label, value, options, onChosen }: EitherProps) {
  return (
    <Field name={label}>
      <Choice name={label} value={value} onChosen={onChosen}>
        <option value="">{t('all')}</option>
        {options.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </Choice>
    </Field>
  )
}
