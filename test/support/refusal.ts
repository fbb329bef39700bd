import assert from 'node:assert/strict'
import type { Accept } from '../../src/message/arrival.ts'

/** A request that a channel refuses. What is missing is as it should be. */
export interface Refusal {
  /** What is wrong, as the name of a test begins. */
  readonly claim: string
  readonly headers?: Record<string, string>
  readonly path?: string
  readonly accept?: Accept
  readonly status: number
  readonly says: RegExp
}

/**
 * The text of an answer that refuses with this status: it asks for a password with 401 alone, says when to come again with 503
 * alone, and tells nothing secret.
 */
export async function refusalText(response: Response, status: number): Promise<string> {
  const text = await response.text()
  assert.equal(response.status, status, text)
  assert.equal(response.headers.get('www-authenticate'), status === 401 ? 'Basic realm="Landbridge", charset="UTF-8"' : null)
  assert.equal(response.headers.get('retry-after'), status === 503 ? '30' : null)
  assert.doesNotMatch(text, /secret/)
  return text
}
