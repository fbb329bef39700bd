import { Link } from 'react-router'
import { type Message, numberOf } from '../model.ts'
import { t } from '../words.ts'
import { Moment } from './moment.tsx'
import { StatusTag } from './status-tag.tsx'
import { Told } from './told.tsx'

/** The last messages about an object, the newest first, with what each did to it. */
export function ObjectMessages({ objectKey, messages }: { objectKey: string; messages: readonly Message[] }) {
  return (
    <>
      <h2>{t('Its messages')}</h2>
      {messages.length === 0 && <p className="empty">{t('No message was about it yet.')}</p>}
      <ul className="list">
        {messages.map((message) => {
          const own = message.deliveries.find((delivery) => delivery.objectKey === objectKey)
          return (
            <li key={message.id}>
              <div>
                <Link to={`/messages/${message.id}`}>
                  {message.type} {numberOf(message)}
                </Link>
                {own?.operation !== undefined && <span className="quiet"> {t(`operation ${own.operation}`)}</span>}
                {own?.reason !== undefined && (
                  <p className="reason">
                    <Told text={own.reason} />
                  </p>
                )}
              </div>
              <div className="end">
                <StatusTag status={own?.status ?? message.status} /> <Moment at={message.receivedAt} />
              </div>
            </li>
          )
        })}
      </ul>
    </>
  )
}
