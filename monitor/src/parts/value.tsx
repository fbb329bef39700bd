import { t } from '../words.ts'

/** A column's value as people read it; another row by its key. */
export function Value({ value, hidden = false }: { value: unknown; hidden?: boolean | undefined }) {
  if (hidden) return <i className="quiet">{t('hidden: personal data')}</i>
  if (value === null || value === undefined) return <i className="quiet">–</i>
  if (typeof value === 'boolean') return <>{value ? '✓' : '✗'}</>
  if (typeof value !== 'object') return <>{String(value)}</>
  if (!('table' in value && 'key' in value)) return <>{JSON.stringify(value)}</>
  return (
    <>
      <span className="quiet">{String(value.table)}</span> {Object.values(value.key as Record<string, string>).join(' ')}
    </>
  )
}
