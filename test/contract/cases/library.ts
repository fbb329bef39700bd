import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ContractCase } from '../case.ts'

interface Account {
  accountid: string
  name: string
  telephone1: string | null
}

const accounts = { collection: 'accounts' }
const select = ['name', 'telephone1']

/** As somebody writes it who programs against the published client dynamics-web-api. */
export const libraryCases: readonly ContractCase[] = [
  {
    name: 'dynamics-web-api creates a row, reads it, changes it and deletes it',
    async run({ library, mark }) {
      const data = { name: `${mark} A`, telephone1: '+1 425 555 0100' }
      const { accountid: key }: Account = await library.create({ ...accounts, data, returnRepresentation: true })
      const read = await library.retrieve<Account>({ ...accounts, key, select })
      assert.deepEqual([read.name, read.telephone1], [`${mark} A`, '+1 425 555 0100'])
      await library.update({ ...accounts, key, data: { telephone1: null } })
      assert.equal((await library.retrieve<Account>({ ...accounts, key, select })).telephone1, null)
      await library.deleteRecord({ ...accounts, key })
      await assert.rejects(library.retrieve({ ...accounts, key, select }), { status: 404, code: '0x80040217' })
    },
  },
  {
    name: 'dynamics-web-api gets the id of a created row from the answer’s header',
    async run({ library, mark }) {
      const id = await library.create<object, string>({ ...accounts, data: { name: `${mark} A` } })
      assert.match(id, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
    },
  },
  {
    name: 'dynamics-web-api upserts by id, and does not create what it only wants to change',
    async run({ library, mark }) {
      const key = randomUUID()
      for (const name of [`${mark} A`, `${mark} B`]) await library.upsert({ ...accounts, key, data: { name } })
      assert.equal((await library.retrieve<Account>({ ...accounts, key, select })).name, `${mark} B`)
      await assert.rejects(library.update({ ...accounts, key: randomUUID(), data: { name: `${mark} C` } }), { status: 404 })
    },
  },
  {
    name: 'dynamics-web-api upserts by alternate key',
    needs: 'account key',
    async run({ library, mark }) {
      const key = `accountnumber='${mark}'`
      for (const name of [`${mark} A`, `${mark} B`]) await library.upsert({ ...accounts, key, data: { name } })
      assert.equal((await library.retrieve<Account>({ ...accounts, key, select })).name, `${mark} B`)
    },
  },
  {
    name: 'dynamics-web-api filters, orders, counts and reads page after page',
    async run({ library, mark }) {
      for (const number of [3, 1, 2, 5, 4]) await library.create({ ...accounts, data: { name: `${mark} ${number}` } })
      const request = { ...accounts, select: ['name'], filter: `startswith(name,'${mark}')`, orderBy: ['name desc'] }
      const names = (rows: Account[] = []) => rows.map(({ name }) => name.at(-1))
      const first = await library.retrieveMultiple<Account>({ ...request, count: true, maxPageSize: 3 })
      assert.deepEqual([names(first.value), first.oDataCount], [['5', '4', '3'], 5])
      const second = await library.retrieveMultiple<Account>({ ...request, maxPageSize: 3 }, first.oDataNextLink)
      assert.deepEqual(names(second.value), ['2', '1'])
      assert.equal((await library.retrieveAll<Account>(request)).value.length, 5)
    },
  },
  {
    name: 'dynamics-web-api joins a lookup and reads its name',
    async run({ library, mark }) {
      const parent = await library.create<object, string>({ ...accounts, data: { name: `${mark} Group` } })
      const data = { name: `${mark} A`, 'parentaccountid@odata.bind': `/accounts(${parent})` }
      const key = await library.create<object, string>({ ...accounts, data })
      const expand = [{ property: 'parentaccountid', select: ['name'] }]
      const read = await library.retrieve({
        ...accounts,
        key,
        select: ['name', '_parentaccountid_value'],
        expand,
        includeAnnotations: '*',
      })
      assert.deepEqual([read._parentaccountid_value, read.parentaccountid.name], [parent, `${mark} Group`])
      assert.equal(read['_parentaccountid_value@OData.Community.Display.V1.FormattedValue'], `${mark} Group`)
    },
  },
  {
    name: 'dynamics-web-api is told a wrong column by Dataverse’s own words',
    async run({ library }) {
      const refused = { status: 400, code: '0x80048d19', message: /nosuchcolumn/ }
      await assert.rejects(library.create({ ...accounts, data: { nosuchcolumn: 1 } }), refused)
    },
  },
  {
    name: 'dynamics-web-api sends a batch as one change set: all of it is done',
    async run({ library, mark }) {
      library.startBatch()
      library.create({ ...accounts, data: { name: `${mark} A` }, contentId: '1' })
      library.create({ collection: 'contacts', data: { lastname: `${mark} C`, 'parentcustomerid_account@odata.bind': '$1' } })
      assert.equal((await library.executeBatch()).length, 2)
      const { value } = await library.retrieveMultiple({
        collection: 'contacts',
        select: ['lastname'],
        filter: `startswith(lastname,'${mark}')`,
        expand: [{ property: 'parentcustomerid_account', select: ['name'] }],
      })
      assert.equal(value?.[0]?.parentcustomerid_account.name, `${mark} A`)
    },
  },
  {
    name: 'dynamics-web-api is told why a change set failed, and nothing of it is done',
    async run({ library, mark }) {
      library.startBatch()
      library.create({ ...accounts, data: { name: `${mark} A` } })
      library.create({ ...accounts, data: { nosuchcolumn: 1 } })
      const errors = await library.executeBatch().then(
        () => assert.fail(),
        (reason: { status: number; error: { message: string } }[]) => reason,
      )
      assert.deepEqual([errors.length, errors[0]?.status], [1, 400])
      assert.match(errors[0]?.error.message ?? '', /nosuchcolumn/)
      assert.equal(await library.count({ ...accounts, filter: `startswith(name,'${mark}')` }), 0)
    },
  },
  {
    name: 'dynamics-web-api reads several things in one batch',
    async run({ library, mark }) {
      await library.create({ ...accounts, data: { name: `${mark} A` } })
      const filter = `startswith(name,'${mark}')`
      library.startBatch()
      library.retrieveMultiple({ ...accounts, select: ['name'], filter })
      library.count({ ...accounts, filter })
      const [found, count] = await library.executeBatch()
      assert.deepEqual([found.value[0].name, count], [`${mark} A`, 1])
    },
  },
  {
    name: 'dynamics-web-api tracks changes by the delta link',
    async run({ library, mark }) {
      const first = await library.retrieveMultiple<Account>({ ...accounts, select: ['name'], trackChanges: true })
      await library.create({ ...accounts, data: { name: `${mark} A` } })
      const changes = await library.retrieveMultiple<Account>({ ...accounts, select: ['name'] }, first.oDataDeltaLink)
      assert.ok(changes.value.some(({ name }) => name === `${mark} A`))
    },
  },
]
