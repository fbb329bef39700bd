import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { createLog } from '../../src/create-log.ts'
import { type Landbridge, startLandbridge } from '../../src/main.ts'
import type { Settings } from '../../src/settings/settings.ts'
import type { Sql } from '../../src/store/connect.ts'
import { asAdmin, asSap } from './credentials.ts'
import { freshDatabase } from './database.ts'
import { dynamicsRows } from './dynamics-rows.ts'
import { needsTheUsual, provision } from './provision.ts'
import { provisionedDataverse, type SandboxDataverse, sandboxDataverse } from './sandbox-dataverse.ts'
import { type Place, settingsFor } from './test-settings.ts'
import { until } from './until.ts'

export interface TestLandbridge {
  readonly url: string
  readonly dynamics: SandboxDataverse
  /** Posts a packet as S/4HANA does. */
  post(xml: string | Uint8Array<ArrayBuffer>): Promise<{ status: number; text: string }>
  /** Posts an XI message as an ABAP proxy does. */
  postXi(message: { body: string | Uint8Array<ArrayBuffer>; contentType: string }, path?: string): Promise<Response>
  get<T>(path: string): Promise<T>
  act<T>(path: string, body?: unknown): Promise<T>
  /** Changes something by PATCH, as the administrator. */
  change(path: string, body: object): Promise<Response>
  /** Waits until nothing is left to do but what waits for a person or for another object. */
  settled(): Promise<void>
  rows<T>(query: string): Promise<T[]>
}

/** The whole product in this process, against a provisioned sandbox Dynamics 365 of its own. */
export async function landbridge(
  t: TestContext,
  change: (settings: Settings) => Settings = (settings) => settings,
): Promise<TestLandbridge> {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-journey-'))
  const database = await freshDatabase()
  let running: Landbridge | undefined
  // Said before there is a sandbox, so that it ends before that does: work in hand would be tried again and again.
  t.after(async () => {
    await running?.close()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  const against = (dynamics: Place) => change(settingsFor({ folder, databaseUrl: database.url, dynamics }))
  // Asked before there is one: most can begin with an environment that was provisioned before.
  const isUsual = needsTheUsual(against({ url: 'https://localhost', port: 0, caFile: '' }))
  const dynamics = await (isUsual ? provisionedDataverse(t) : sandboxDataverse(t))
  const settings = against(dynamics)
  if (!isUsual) await provision(settings)
  const started = await startLandbridge(settings, createLog({ logLevel: 'silent' }))
  running = started

  const ask = async <T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const headers = body === undefined ? asAdmin : { ...asAdmin, 'content-type': 'application/json' }
    const answer = await fetch(`${started.url}${path}`, { method, headers, ...sent })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const get = <T>(path: string) => ask<T>('GET', path)
  return {
    url: started.url,
    dynamics,
    get,
    act: (path, body) => ask('POST', path, body),
    change: (path, body) => {
      const headers = { ...asAdmin, 'content-type': 'application/json' }
      return fetch(`${started.url}${path}`, { method: 'PATCH', headers, body: JSON.stringify(body) })
    },
    rows: (query) => dynamicsRows(dynamics, query),
    async post(xml) {
      const headers = { ...asSap, 'content-type': 'text/xml' }
      const answer = await fetch(`${started.url}/idoc`, { method: 'POST', headers, body: xml })
      return { status: answer.status, text: await answer.text() }
    },
    async postXi({ body, contentType }, path = '/xi') {
      return fetch(`${started.url}${path}`, { method: 'POST', headers: { ...asSap, 'content-type': contentType }, body })
    },
    async settled() {
      await until('everything was delivered', () => isSettled(database.sql))
    },
  }
}

/**
 * In one look, as between two of them work may go from the one place to the other. What was parked for an object is woken a moment after
 * that was written; until then it is work as well. What is held is never due.
 */
async function isSettled(sql: Sql): Promise<boolean> {
  const [left] = await sql`
    select from lane
    where due_at < 'infinity' and (
      parked_for is null
      or exists (
        select from record
        where record.object_key = parked_for
          and written_at >= (select max(started_at) from attempt where attempt.object_key = lane.object_key)
      )
    )
    limit 1`
  return left === undefined
}
