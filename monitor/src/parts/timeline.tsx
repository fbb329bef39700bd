import type { MessageDetail } from '../model.ts'
import { t } from '../words.ts'
import { Moment } from './moment.tsx'
import { StatusTag } from './status-tag.tsx'

/** Received, each attempt, answered. */
export function Timeline({ message }: { message: MessageDetail }) {
  const { attempts, answer, receivedAt, bytes } = message
  return (
    <ol className="timeline">
      <li>
        <Moment at={receivedAt} /> {t('received, {bytes} bytes', { bytes })}
      </li>
      {attempts.map(({ objectKey, number, startedAt, finishedAt, outcome, reason }) => (
        <li key={`${objectKey} ${number} ${startedAt}`}>
          <Moment at={finishedAt} /> <StatusTag status={outcome} />{' '}
          {t('attempt {number} for {objectKey}, {milliseconds} ms', {
            number,
            objectKey,
            milliseconds: Date.parse(finishedAt) - Date.parse(startedAt),
          })}
          {reason !== undefined && <p className="reason">{reason}</p>}
        </li>
      ))}
      {answer?.sentAt !== undefined && (
        <li>
          <Moment at={answer.sentAt} /> {t('SAP was told')}
        </li>
      )}
      {answer !== undefined && answer.sentAt === undefined && (
        <li>
          {t('SAP is to be told')} {answer.reason}
        </li>
      )}
    </ol>
  )
}
