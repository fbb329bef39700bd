import { request } from 'undici'
import type { Sql } from '../../src/store/connect.ts'
import { customerIdoc } from './document.ts'
import type { Landscape } from './landscape.ts'
import { accessToken } from './read-rows.ts'

/**
 * What is done today, at its best: for each document a check, then a POST or a PATCH, 32 documents at a time, nothing kept in order.
 * Gives documents a second.
 *
 * @param store where each document is written down before, and that it was done after; nothing is stored when not given
 */
export async function perDocument(landscape: Landscape, count: number, store?: Sql): Promise<number> {
  const { dynamics, toDynamics } = landscape
  const headers = { authorization: `Bearer ${await accessToken(landscape)}`, 'content-type': 'application/json' }
  const api = `${dynamics}/api/data/v9.2`
  const one = async (number: number) => {
    const idoc = customerIdoc(number, 5_000_000 + number, 1)
    const [stored] = store === undefined ? [] : await store`insert into todays_way (document) values (${idoc}) returning id`
    const value = (field: string) => new RegExp(`<${field}>([^<]*)`).exec(idoc)?.[1] ?? ''
    const key = value('KUNNR')
    const found = await request(`${api}/accounts?$select=accountid&$filter=${encodeURIComponent(`accountnumber eq '${key}'`)}`, {
      dispatcher: toDynamics,
      headers,
    })
    const [row] = ((await found.body.json()) as { value: { accountid: string }[] }).value
    const columns = {
      name: value('NAME1'),
      telephone1: value('TELF1'),
      address1_city: value('ORT01'),
      address1_line1: value('STRAS'),
    }
    const written = await request(row === undefined ? `${api}/accounts` : `${api}/accounts(${row.accountid})`, {
      dispatcher: toDynamics,
      method: row === undefined ? 'POST' : 'PATCH',
      headers,
      body: JSON.stringify({ ...columns, accountnumber: key }),
    })
    await written.body.dump()
    if (written.statusCode !== 204) throw new Error(`Dynamics 365 answered ${written.statusCode}`)
    if (store !== undefined) await store`update todays_way set done_at = now() where id = ${stored?.id}`
  }
  if (store !== undefined) {
    await store`drop table if exists todays_way`
    await store`create table todays_way (id bigint generated always as identity primary key, document text, done_at timestamptz)`
  }
  const startedAt = performance.now()
  let next = 0
  const worker = async () => {
    while (next < count) await one(++next)
  }
  await Promise.all(Array.from({ length: 32 }, worker))
  return (count / (performance.now() - startedAt)) * 1000
}
