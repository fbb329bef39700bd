import { t } from '../words.ts'

/** Says below the objects of a document that it has more of them, where it has. */
export function FirstOf({ count, total }: { count: number; total: number }) {
  if (count >= total) return null
  return (
    <p className="quiet">
      {t('These are the first {count} of {total} objects; the others are found by their own pages.', { count, total })}
    </p>
  )
}
