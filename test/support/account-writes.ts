import type { Table } from '../../src/message/table.ts'
import type { ObjectWrites, Write } from '../../src/message/write.ts'
import { error, type Told } from './recorded-dataverse.ts'

export const currency = { name: 'transactioncurrency', set: 'transactioncurrencies', id: 'transactioncurrencyid', key: [] }
export const accountIdentity = { name: 'account', set: 'accounts', id: 'accountid', key: ['accountnumber'] }
export const account: Table = {
  ...accountIdentity,
  columns: {
    name: { kind: 'text', length: 160 },
    creditlimit: { kind: 'decimal', min: '0', max: '100000000000000' },
    transactioncurrencyid: { kind: 'lookup', to: currency },
    parentaccountid: { kind: 'lookup', to: accountIdentity },
  },
}
export const id = '11111111-1111-4111-8111-111111111111'
export const otherId = '22222222-2222-4222-8222-222222222222'

export const gone = error(404, '0x80040217', `account With Id = ${id} Does Not Exist`)
export const noSuchKey = error(404, '0x80060891', 'A record with the specified key values does not exist in account entity')
export const duplicate = error(412, '0x80040237', 'A record with matching key values already exists.')
export const created: Told = { status: 201, body: { accountid: id } }
export const updated: Told = { status: 200, body: { accountid: id } }
export const posted: Told = { status: 204, headers: { 'odata-entityid': `https://x/api/data/v9.2/accounts(${id})` } }
export const found = (...ids: string[]): Told => ({
  status: 200,
  body: { value: ids.map((one) => ({ accountid: one, transactioncurrencyid: one })) },
})

export function write(more: Partial<Write> = {}): Write {
  return { table: account, operation: 'upsert', key: { accountnumber: '4711' }, columns: { name: 'Contoso' }, ...more }
}

export function object(writes: Write[], match: 'key' | 'check' = 'key', objectKey = 'business-partner:4711'): ObjectWrites {
  return { objectKey, match, writes }
}
