import { type Answer, isObject } from './answer.ts'
import type { ApiRequest } from './api-request.ts'
import { mostOperations } from './batch-request.ts'
import type { Outbox } from './outbox.ts'
import { idInHeader } from './written.ts'

/** The answers to what was done; and the request that failed, with all of its part and what would have come after it, if one did. */
export interface SentInParts {
  readonly answers: readonly Answer[]
  readonly failed?: { readonly failure: Answer; readonly at: number | undefined }
}

/**
 * Requests in their order, as one change set: all or none. What is more than a batch may hold goes as several, one after the other, of
 * which the first ones stay done when a later one fails. There is no `$1` for a row that an earlier one created: it is named by its GUID.
 * @throws {IntegrationError} when nobody knows what became of them, or nothing was sent
 */
export async function sendInParts(outbox: Outbox, requests: readonly ApiRequest[]): Promise<SentInParts> {
  const answers: Answer[] = []
  const created = new Map<string, string>()
  for (let start = 0; start < requests.length; start += mostOperations) {
    const part = requests.slice(start, start + mostOperations).map((request) => withRows(request, created))
    const sent = await outbox.sendTogether(part)
    if (!('answers' in sent)) {
      const at = sent.at === undefined ? undefined : sent.at + start
      return { answers, failed: { failure: sent.failure, at } }
    }
    answers.push(...sent.answers)
    for (const [index, { method, path, contentId }] of part.entries()) {
      const id = method === 'POST' ? idInHeader(sent.answers[index]) : undefined
      if (id !== undefined) created.set(`$${contentId}`, `${path}(${id})`)
    }
  }
  return { answers }
}

function withRows(request: ApiRequest, created: ReadonlyMap<string, string>): ApiRequest {
  if (created.size === 0) return request
  const { path, headers, body } = request
  const own = created.get(path)
  return {
    ...request,
    path: own ?? path,
    // Without If-Match a PATCH by GUID would create a row anew that was deleted meanwhile.
    ...(own !== undefined && { headers: { ...headers, 'if-match': '*' } }),
    ...(isObject(body) && { body: boundTo(body, created) }),
  }
}

/** Only what binds a row is looked at: a text may be `$1` as well. */
function boundTo(body: Readonly<Record<string, unknown>>, created: ReadonlyMap<string, string>): object {
  const entries = Object.entries(body).map(([name, value]) => {
    const row = name.endsWith('@odata.bind') ? created.get(String(value)) : undefined
    return [name, row === undefined ? value : `/${row}`]
  })
  return Object.fromEntries(entries)
}
