import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { Environment } from '../../sandbox/dataverse/environment.ts'
import { applicationUserId } from '../../sandbox/dataverse/seeds.ts'
import { answer } from '../../sandbox/dataverse/web-api/web-api.ts'
import { until } from './until.ts'

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The body as JSON; empty when there is none. */
  readonly body: Record<string, unknown>
}

export type Ask = (
  method: string,
  /** Below /api/data/v9.2/, with the query. */
  path: string,
  /** An object, or the text as it is to be sent. */
  body?: object | string,
  headers?: Record<string, string>,
) => Promise<Answered>

/** The sandbox's Web API without a server around it, on an environment of one's own. */
export function webApi(t: TestContext): { environment: Environment; folder: string; ask: Ask } {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-rows-'))
  const environment = Environment.open(folder)
  t.after(() => {
    environment.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { environment, folder, ask: askOf(environment) }
}

export function askOf(environment: Environment): Ask {
  return async (method, pathAndQuery, body = '', headers = {}) => {
    const [path = '', query = ''] = pathAndQuery.split(/\?(.*)/s)
    const sent = typeof body === 'string' ? body : JSON.stringify(body)
    const reply = await answer(environment, {
      method,
      path,
      query: new URLSearchParams(query),
      headers,
      body: sent,
      origin: 'https://localhost:8443',
      userId: applicationUserId,
    })
    const isJson = /json/.test(reply.headers['content-type'] ?? '')
    return { ...reply, text: reply.body, body: isJson ? JSON.parse(reply.body) : {} }
  }
}

/** Where its addresses begin. */
export const apiRoot = 'https://localhost:8443/api/data/v9.2/'

/** An id for the row of this number. */
export function id(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

/** Code and text of an error answer. */
export function errorOf({ body }: Answered): { code: string; message: string } {
  return body.error as { code: string; message: string }
}

export const represented = { prefer: 'return=representation' }

/** Defines an alternate key and waits until it can be used. */
export async function defineKey(ask: Ask, table: string, ...columns: string[]): Promise<void> {
  const keys = `EntityDefinitions(LogicalName='${table}')/Keys`
  await ask('POST', keys, { SchemaName: `new_${columns.join('_')}`, KeyAttributes: columns })
  await until(`the key ${columns.join(', ')} of ${table} is active`, async () => {
    const { body } = await ask('GET', keys)
    const all = body.value as { EntityKeyIndexStatus: string }[]
    return all.every(({ EntityKeyIndexStatus }) => EntityKeyIndexStatus === 'Active')
  })
}

/** The names of all accounts, in the order they were made. */
export async function accountNames(ask: Ask): Promise<string[]> {
  const { body } = await ask('GET', 'accounts?$select=name')
  return (body.value as { name: string }[]).map(({ name }) => name)
}
