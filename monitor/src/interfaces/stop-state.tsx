import { Tag } from '@ui5/webcomponents-react/Tag'
import type { Interface } from '../model.ts'
import { Moment } from '../parts/moment.tsx'
import { t } from '../words.ts'

/** Whether an interface is open; who paused it, when and why. */
export function StopState({ paused }: Pick<Interface, 'paused'>) {
  if (paused === undefined) return <Tag design="Positive">{t('open')}</Tag>
  return (
    <>
      <Tag design="Negative">{t('paused')}</Tag>
      <p className="reason">
        {t('by {name}', { name: paused.who })}, <Moment at={paused.at} />: {paused.reason}
      </p>
    </>
  )
}
