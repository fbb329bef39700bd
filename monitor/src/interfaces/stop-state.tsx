import { Tag } from '@ui5/webcomponents-react/Tag'
import type { Interface } from '../model.ts'
import { Moment } from '../parts/moment.tsx'
import { t } from '../words.ts'

/** Whether an interface is open; who paused it, when and why, and whether the settings switch it off. */
export function StopState({ paused, isEnabled }: Pick<Interface, 'paused' | 'isEnabled'>) {
  return (
    <>
      {isEnabled && paused === undefined && <Tag design="Positive">{t('open')}</Tag>}
      {paused !== undefined && (
        <>
          <Tag design="Negative">{t('paused')}</Tag>
          <p className="reason">
            {t('by {name}', { name: paused.who })}, <Moment at={paused.at} />: {paused.reason}
          </p>
        </>
      )}
      {!isEnabled && (
        <>
          <Tag design="Negative">{t('switched off')}</Tag>
          <p className="reason">{t('by the settings: what comes is stored and held')}</p>
        </>
      )}
    </>
  )
}
