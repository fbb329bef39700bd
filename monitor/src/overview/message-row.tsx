import { Link } from 'react-router'
import { type Message, numberOf, objectPath } from '../model.ts'
import { Moment } from '../parts/moment.tsx'
import { StatusTag } from '../parts/status-tag.tsx'
import { Told } from '../parts/told.tsx'

/** One message in a short list, with the reason where one asks for it. */
export function MessageRow({ message, showsReason = false }: { message: Message; showsReason?: boolean }) {
  const [first] = message.deliveries
  const reason = message.deliveries.find(({ reason }) => reason !== undefined)?.reason
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
      </div>
      <div className="end">
        <StatusTag status={message.status} /> <Moment at={message.receivedAt} />
      </div>
    </li>
  )
}
