import type { Interface } from '../model.ts'
import { t } from '../words.ts'

/** Where what comes for an interface goes, and when before others, as far as that is not as usual. */
export function Way({ of: { receivers, receiverBy, priority } }: { of: Interface }) {
  const names = receivers.join(', ')
  const isUsual = receiverBy === undefined && names === 'dataverse'
  return (
    <>
      {!isUsual && (
        <p>
          {receiverBy === undefined
            ? t('goes to {names}', { names })
            : t('goes to one of {names}, by the value of {field}', { names, field: receiverBy })}
        </p>
      )}
      {priority === 'high' && <p>{t('high priority: goes before everything that has not waited for an hour yet')}</p>}
    </>
  )
}
