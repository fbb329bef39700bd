import { Command } from 'commander'
import type { DeliveryStatus } from '../../message/delivery-status.ts'
import type { DeliveryView } from '../../store/message-view.ts'
import type { AttemptView, MessageDetail } from '../../store/read-message.ts'
import { nameInPath } from '../arguments.ts'
import { askMessage } from '../message-views.ts'
import { count, localTime, shortNumber } from '../words.ts'

export function showCommand(): Command {
  return new Command('show')
    .description('one message: its deliveries, tries and rows, and the next step where one is needed')
    .argument('<id>', 'message id, its beginning, IDoc number (the newest with it), or id of an XI message', nameInPath)
    .option('--json', 'as the API gives it')
    .addHelpText('after', '\nExample:\n  npx landbridge show 710002')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const message = await askMessage(id)
      console.log(json ? JSON.stringify(message, undefined, 2) : linesOf(message).join('\n'))
    })
}

function linesOf(message: MessageDetail): string[] {
  const repeated = message.repeatedCount === 0 ? '' : `, came again ${count(message.repeatedCount, 'time')}`
  return [
    `${nameOf(message)} (${message.type}) from ${message.system}: ${message.status}`,
    `  message   ${message.id}`,
    `  received  ${localTime(message.receivedAt)} by ${message.channel}, ${count(message.bytes, 'byte')}${repeated}`,
    ...kinLines(message),
    ...answerLine(message),
    ...message.deliveries.flatMap((delivery) => deliveryLines(delivery, message)),
    ...nextStep(message),
  ]
}

function nameOf({ id, idoc, xiMessageId }: MessageDetail): string {
  if (idoc !== undefined) return `IDoc ${shortNumber(idoc)}`
  return xiMessageId === undefined ? id : `XI message ${xiMessageId}`
}

/** What has the same number most often: by it the newest is shown. */
function kinLines({ replaces, replacedBy = [] }: MessageDetail): string[] {
  return [
    ...(replaces === undefined ? [] : [`  corrects  ${replaces.id}`]),
    ...replacedBy.map(({ id }) => `  replaced  by ${id}`),
  ]
}

/** What SAP was told, where it wants to be told. */
function answerLine({ answer, system }: MessageDetail): string[] {
  if (answer === undefined) return []
  if (answer.sentAt !== undefined) return [`  answered  ${localTime(answer.sentAt)} to ${system}`]
  if (answer.givenUpAt !== undefined) return [`  answer    given up ${localTime(answer.givenUpAt)}`]
  const state = answer.isRefused ? 'refused by SAP' : 'not sent yet'
  return [`  answer    ${state}${answer.reason === undefined ? '' : `: ${answer.reason}`}`]
}

function deliveryLines(delivery: DeliveryView, { attempts }: MessageDetail): string[] {
  const did = delivery.operation === undefined || delivery.operation === 'none' ? '' : ` (${delivery.operation})`
  return [
    '',
    `${delivery.objectKey}: ${delivery.status}${did}`,
    ...(delivery.reason === undefined ? [] : [`  ${delivery.reason}`]),
    ...(delivery.dueAt === undefined ? [] : [`  next try  ${localTime(delivery.dueAt)}`]),
    ...delivery.rows.map(({ table, id }) => `  row       ${table} ${id}`),
    ...delivery.warnings.map((warning) => `  warning   ${warning}`),
    ...attempts.filter(({ objectKey }) => objectKey === delivery.objectKey).flatMap(attemptLines),
  ]
}

function attemptLines({ number, startedAt, finishedAt, outcome, reason, code, requestId }: AttemptView): string[] {
  const took = new Date(finishedAt).getTime() - new Date(startedAt).getTime()
  const why = reason === undefined ? '' : `: ${code === undefined ? '' : `${code} `}${reason}`
  return [
    `  try ${String(number).padEnd(5)} ${localTime(startedAt)}, ${took} ms, ${outcome}${why}`,
    ...(requestId === undefined ? [] : [`            for Microsoft support: request ${requestId}`]),
  ]
}

function nextStep({ id, idoc, status }: MessageDetail): string[] {
  const steps: Partial<Record<DeliveryStatus, string>> = {
    held: `Put right what the reason says, then npx landbridge restart ${shortNumber(idoc) || id}, or give it up with npx landbridge cancel ${shortNumber(idoc) || id} --reason '…'`,
    parked: 'It goes out by itself when the object it waits for has arrived.',
  }
  const step = steps[status]
  return step === undefined ? [] : ['', step]
}
