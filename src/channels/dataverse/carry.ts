import { type IntegrationError, Rejected, Unavailable } from '../../message/errors.ts'
import { exactJson } from '../../message/exact-json.ts'
import { type Answer, answerOf, isSuccess, type Reply } from './answer.ts'
import type { ApiRequest } from './api-request.ts'
import { type PartAnswer, readBatch } from './batch-answer.ts'
import { type Unit, writeBatch } from './batch-request.ts'
import { errorOf } from './error-of.ts'
import { asHttp, type WebApi } from './web-api.ts'

/** What became of requests that are done all or none: an answer to each, or the one they failed with and whose it is, where that is known. */
export type Sent = { readonly answers: readonly Answer[] } | { readonly failure: Answer; readonly at: number | undefined }

/**
 * What became of each unit that was carried. `again`: the service did not come to it. `apart`: it was refused together with others,
 * and one of them alone may be to blame.
 */
export interface Carried {
  readonly reply: Reply
  readonly results: readonly (Sent | IntegrationError | 'again' | 'apart')[]
}

/** One request as it is. @throws {IntegrationError} there was no answer */
export async function carryAlone(api: WebApi, request: ApiRequest): Promise<Carried> {
  const reply = await api.ask(asHttp(request))
  const answer = answerOf(reply.status, reply.headers, reply.payload)
  return { reply, results: [sentOf(api, [request], [{ contentId: undefined, answer }])] }
}

/** Several units as one `$batch`. @throws {IntegrationError} there was no answer */
export async function carryBatch(api: WebApi, units: readonly Unit[], newContentId: () => string): Promise<Carried> {
  const { contentType, text } = writeBatch(units, api.root, ({ contentId }) => contentId ?? newContentId())
  // Whether headers of a batch hold for its parts is not said; those that must hold are given to both.
  const headers = { ...units[0]?.[0]?.manner, 'content-type': contentType, prefer: 'odata.continue-on-error' }
  const reply = await api.ask({ method: 'POST', path: '$batch', headers, text, about: '$batch' })
  const items = readBatch(String(reply.headers['content-type'] ?? ''), reply.payload)
  const results = items === undefined ? refusedWhole(api, units, reply) : assign(api, units, items)
  return { reply, results }
}

/** One row each, all of one table, as one bulk message: all of them or none. @throws {IntegrationError} there was no answer */
export async function carryBulk(
  api: WebApi,
  units: readonly Unit[],
  { message, set }: { message: string; set: string },
): Promise<Carried> {
  const table = units[0]?.[0]?.subject.table
  const targets = units.map(([request]) => ({
    '@odata.type': `Microsoft.Dynamics.CRM.${table}`,
    // Relative, or the service does not take it.
    '@odata.id': request?.path.replace(/\?.*/, ''),
    ...(request?.body as object),
  }))
  const reply = await api.ask({
    method: 'POST',
    path: `${set}/Microsoft.Dynamics.CRM.${message}`,
    headers: { ...units[0]?.[0]?.manner, 'content-type': 'application/json' },
    text: exactJson({ Targets: targets }),
    about: table,
  })
  const answer = answerOf(reply.status, reply.headers, reply.payload)
  if (isSuccess(answer)) return { reply, results: units.map(() => ({ answers: [answer] })) }
  const error = errorOf(answer, table === undefined ? {} : { table })
  // What only says that something went wrong may say it of one row, each time anew: by themselves the others are rid of that one.
  const isVague = reply.status === 500 && error instanceof Unavailable && error.retryAfter === undefined
  if (isVague || !(error instanceof Unavailable)) return { reply, results: units.map(() => 'apart' as const) }
  return { reply, results: refusedWhole(api, units, reply) }
}

function refusedWhole(api: WebApi, units: readonly Unit[], { status, headers, payload }: Reply): Carried['results'] {
  const answer = answerOf(status, headers, payload)
  const errors = units.map((unit) => errorOf(answer, unit[0]?.subject ?? {}))
  const [error] = errors
  if (error !== undefined) api.heed(error)
  if (!(error instanceof Rejected)) return errors
  return units.map(() => (units.length > 1 ? ('apart' as const) : { failure: answer, at: undefined }))
}

/** Answers come in the order of the units; one that names its request is believed more. */
function assign(api: WebApi, units: readonly Unit[], items: readonly (readonly PartAnswer[])[]): Carried['results'] {
  const owners = new Map(units.flatMap((unit) => unit.map(({ contentId }) => [contentId, unit] as const)))
  const answered = new Map<Unit, Sent | Unavailable>()
  items.forEach((item, index) => {
    const contentId = item[0]?.contentId
    const unit = (contentId === undefined ? undefined : owners.get(contentId)) ?? units[index]
    if (unit !== undefined && item.length > 0 && !answered.has(unit)) answered.set(unit, sentOf(api, unit, item))
  })
  // The service ended the batch early: what comes after was not done. Without any answer nobody knows.
  const rest = answered.size > 0 ? 'again' : noAnswer(api)
  return units.map((unit) => answered.get(unit) ?? rest)
}

function sentOf(api: WebApi, unit: Unit, parts: readonly PartAnswer[]): Sent | Unavailable {
  const failed = parts.find(({ answer }) => !isSuccess(answer))
  if (failed === undefined) return parts.length === unit.length ? { answers: parts.map(({ answer }) => answer) } : noAnswer(api)
  const { answer, contentId } = failed
  const named = unit.findIndex((request) => request.contentId !== undefined && request.contentId === contentId)
  const at = named >= 0 ? named : unit.length === 1 ? 0 : undefined
  api.heed(errorOf(answer, unit[at ?? 0]?.subject ?? {}))
  return { failure: answer, at }
}

function noAnswer({ host }: WebApi): Unavailable {
  return new Unavailable(`${host} gave no answer to what it was asked. It is tried again`)
}
