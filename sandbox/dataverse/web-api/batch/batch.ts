import { randomUUID } from 'node:crypto'
import type { Environment } from '../../environment.ts'
import { notAllowed, Problem, StepFailed } from '../problem.ts'
import { problemReply } from '../problem-reply.ts'
import { prefers, type Reply, type WebApiRequest } from '../request.ts'
import { transaction } from '../transaction.ts'
import { checkBatch } from './check-batch.ts'
import { isChangeSet, lostBody, type Part, readBatch } from './read-batch.ts'
import { type Addresses, withRows } from './references.ts'
import { multipart, writePart } from './write-batch.ts'

/** How a request within a batch is answered: as a transaction of its own, or within that of a change set. */
export interface Answers {
  alone(environment: Environment, part: WebApiRequest): Promise<Reply>
  within(environment: Environment, part: WebApiRequest): Reply
}

/**
 * `$batch` (Microsoft: "Execute batch operations using the Web API"): in order, change sets wholly or not at all. It ends
 * with the first failure, whose status is then that of the whole, unless the client prefers `odata.continue-on-error`.
 * @throws {Problem} it cannot be read
 */
export async function answerBatch(environment: Environment, request: WebApiRequest, answers: Answers): Promise<Reply> {
  if (request.method !== 'POST') throw notAllowed(request.method)
  const items = readBatch(request.headers['content-type'] ?? '', request.body)
  checkBatch(items)
  const goesOn = isWanted(prefers(request, 'odata.continue-on-error'))
  const parts: string[] = []
  for (const item of items) {
    const { text, failure } = isChangeSet(item)
      ? await changeSet(environment, request, item, answers)
      : single(item, request.beforePart?.(item) ?? (await alone(environment, request, item, answers)))
    parts.push(text)
    if (failure !== undefined && !goesOn) return multipart(failure, parts)
  }
  return multipart(200, parts)
}

async function alone(environment: Environment, request: WebApiRequest, part: Part, answers: Answers): Promise<Reply> {
  const its = inner(request, part)
  if (part.isCutOff) return problemReply(its, lostBody(part))
  if (part.address.length > longest) return problemReply(its, tooLong())
  return answers.alone(environment, its)
}

/** Characters of an address within a batch, twice as many as of one by itself (Microsoft: "Query data using OData"). */
const longest = 65_536

function tooLong(): Problem {
  return new Problem(414, '0x80060888', `The request URI is longer than ${longest} characters.`)
}

/** `odata.continue-on-error`, or `odata.continue-on-error=true`. */
function isWanted(preference: string | undefined): boolean {
  return preference !== undefined && preference !== 'false'
}

interface Done {
  readonly text: string
  /** Status of what failed. */
  readonly failure: number | undefined
}

function single(part: Part, reply: Reply): Done {
  return { text: writePart(reply, part.contentId), failure: failureOf(reply) }
}

async function changeSet(
  environment: Environment,
  request: WebApiRequest,
  parts: readonly Part[],
  answers: Answers,
): Promise<Done> {
  // Asked once, however often the change set is done.
  const turnedAway = new Map<Part, Reply | undefined>()
  const beforePart = (part: Part) => {
    if (!turnedAway.has(part)) turnedAway.set(part, request.beforePart?.(part))
    return turnedAway.get(part)
  }
  try {
    const written = await transaction(environment, request, () => {
      const addresses = new Map<string, string>()
      return parts.map((part) => {
        const reply = beforePart(part) ?? answers.within(environment, inner(request, part, addresses))
        if (failureOf(reply) !== undefined) throw new Failed(reply, part.contentId)
        if (part.contentId !== undefined) addresses.set(part.contentId, reply.headers['odata-entityid'] ?? '')
        return writePart(reply, part.contentId)
      })
    })
    return { text: nested(written), failure: undefined }
  } catch (error) {
    // Only the part that failed is answered.
    const failed = error instanceof StepFailed ? new Failed(problemReply(request, error), undefined) : error
    if (!(failed instanceof Failed)) throw failed
    return { text: nested([writePart(failed.reply, failed.contentId)]), failure: failed.reply.status }
  }
}

/** Undoes a change set. */
class Failed extends Error {
  readonly reply: Reply
  readonly contentId: string | undefined

  constructor(reply: Reply, contentId: string | undefined) {
    super()
    this.reply = reply
    this.contentId = contentId
  }
}

/** The part as a request of its own; `$1` stands for the row that the part of Content-ID 1 wrote. */
function inner(request: WebApiRequest, part: Part, addresses: Addresses = new Map()): WebApiRequest {
  const { address, body } = withRows(part, addresses)
  const [path = '', query = ''] = address
    .replace(/^https?:\/\/[^/]+/, '')
    .replace(/^\//, '')
    .split(/\?(.*)/s)
  return {
    ...request,
    method: part.method,
    path: path.replace(/^api\/data\/v9\.\d\//, ''),
    query: new URLSearchParams(query),
    headers: part.headers,
    body,
    isPart: true,
  }
}

function failureOf({ status }: Reply): number | undefined {
  return status >= 400 ? status : undefined
}

function nested(parts: readonly string[]): string {
  const boundary = `changesetresponse_${randomUUID()}`
  return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`
}
