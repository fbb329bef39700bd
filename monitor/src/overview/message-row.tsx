import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { type Message, numberOf, objectPath } from '../model.ts'
import { Moment } from '../parts/moment.tsx'
import { StatusTag } from '../parts/status-tag.tsx'
import { Told } from '../parts/told.tsx'

interface Props {
  readonly message: Message
  readonly showsReason?: boolean
  /** What is said below the reason. */
  readonly children?: ReactNode
}

/** One message in a short list, with the reason where one asks for it. */
export function MessageRow({ message, showsReason = false, children }: Props) {
  const [first] = message.deliveries
  const reason = reasonOf(message)
  return (
    <li>
      <div>
        <Link to={`/messages/${message.id}`}>
          {message.type} {numberOf(message)}
        </Link>{' '}
        {first !== undefined && (
          <Link className="quiet" to={objectPath(first.objectKey)}>
            {first.objectKey}
          </Link>
        )}
        {showsReason && reason !== undefined && (
          <p className="reason">
            <Told text={reason} />
          </p>
        )}
        {children && <small className="quiet">{children}</small>}
      </div>
      <div className="end">
        <StatusTag status={message.status} /> <Moment at={message.receivedAt} />
      </div>
    </li>
  )
}

/** Why the first of its deliveries that has a reason is not done. */
export function reasonOf({ deliveries }: Message): string | undefined {
  return deliveries.find(({ reason }) => reason !== undefined)?.reason
}
