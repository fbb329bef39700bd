import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Channel, Interface } from '../model.ts'
import { Told } from '../parts/told.tsx'
import { toldRule } from '../told.ts'
import { t } from '../words.ts'

interface Props {
  readonly channels: readonly Channel[]
  readonly interfaces: readonly Interface[]
}

/** What is paused, by whom and why, each with the way to where it is let go on. */
export function Stopped({ channels, interfaces }: Props) {
  return (
    <>
      {channels.map(({ name, paused, pausedBy, reason }) =>
        paused ? (
          <Strip key={name} what={t('The channel {name} is paused', { name })} who={pausedBy} reason={reason}>
            <Link to="/channels">{t('Test and resume it')}</Link>
          </Strip>
        ) : null,
      )}
      {interfaces.map(({ name, title, paused }) =>
        paused === undefined ? null : (
          <Strip
            key={name}
            what={t('The interface {name} is paused', { name: toldRule(title) })}
            who={paused.who}
            reason={paused.reason}
          >
            <Link to={`/interfaces/${name}`}>{t('Resume it')}</Link>
          </Strip>
        ),
      )}
    </>
  )
}

interface StripProps {
  readonly what: string
  readonly who: string | undefined
  readonly reason: string | undefined
  readonly children: ReactNode
}

function Strip({ what, who, reason, children }: StripProps) {
  return (
    <MessageStrip design="Negative" hideCloseButton>
      {what}
      {who !== undefined && ` ${t('by {name}', { name: who })}`}
      {reason !== undefined && (
        <>
          : <Told text={reason} />
        </>
      )}
      . {children}
    </MessageStrip>
  )
}
