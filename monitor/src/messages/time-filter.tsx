import { useState } from 'react'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { t } from '../words.ts'
import { localMoment } from './moment-of.ts'

interface Props {
  readonly from: string
  readonly to: string
  onChosen(range: { from: string; to: string }): void
}

/** When a message came: a usual span, which moves on with the clock, or from one moment to another. */
export function TimeFilter({ from, to, onChosen }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const usual = spans.find((span) => (span.from ?? '') === from && (span.to ?? '') === to)
  const value = isOpen || usual === undefined ? 'between' : usual.name
  const choose = (name: string) => {
    setIsOpen(name === 'between')
    const span = spans.find((one) => one.name === name)
    if (span !== undefined) onChosen({ from: span.from ?? '', to: span.to ?? '' })
  }
  const field = (name: 'from' | 'to', label: string, given: string) => (
    <Field name={label}>
      <input
        type="datetime-local"
        aria-label={label}
        defaultValue={localMoment(given)}
        key={given}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        onBlur={(event) => {
          const moment = event.target.value === '' ? '' : new Date(event.target.value).toISOString()
          if (localMoment(moment) !== localMoment(given)) onChosen({ from, to, [name]: moment })
        }}
      />
    </Field>
  )
  return (
    <>
      <Field name={t('Received')}>
        <Choice name={t('Received')} value={value} onChosen={choose}>
          {spans.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
          <option value="between">{t('between …')}</option>
        </Choice>
      </Field>
      {value === 'between' && field('from', t('From'), from)}
      {value === 'between' && field('to', t('To'), to)}
    </>
  )
}

interface Span {
  readonly name: string
  readonly title: string
  readonly from?: string
  readonly to?: string
}

const spans: readonly Span[] = [
  { name: 'any', title: t('at any time') },
  { name: 'hour', title: t('in the last hour'), from: '-1h' },
  { name: 'today', title: t('today'), from: 'today' },
  { name: 'yesterday', title: t('yesterday'), from: 'yesterday', to: 'today' },
  { name: 'day', title: t('in the last 24 hours'), from: '-24h' },
  { name: 'week', title: t('in the last 7 days'), from: '-7d' },
  { name: 'hour-ago', title: t('more than an hour ago'), to: '-1h' },
  { name: 'day-ago', title: t('more than a day ago'), to: '-24h' },
]
