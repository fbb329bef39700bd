import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { configuredInterfaces } from '../../src/configured-interfaces.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { dynamicsRows } from '../support/dynamics-rows.ts'
import { debmas, matmas } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { type SandboxDataverse, sandboxDataverse } from '../support/sandbox-dataverse.ts'
import { until } from '../support/until.ts'

const usual = { amounts: 'true', enabled: true, receiver: 'dataverse' } as const
const byCompanyCode = { path: 'E1KNB1M/BUKRS', to: { '1000': 'dataverse', '2000': 'america' } }

test('an interface may go to another receiver, and objects of one to several by a field', async (t) => {
  const { product, america } = await landscape(t, { receiver: byCompanyCode })
  await product.post(customer(1, 4711, '1000'))
  await product.post(customer(2, 4712, '2000'))
  await product.post(matmas(3, [{ material: '20010', text: 'Pump', fields: { MEINS: 'PCE' } }]))
  await product.settled()
  assert.deepEqual(await accountsIn(product.dynamics), ['0000004711'])
  assert.deepEqual(await accountsIn(america), ['0000004712'])
  assert.equal((await dynamicsRows(america, 'products')).length, 1)
  assert.equal((await product.rows('products')).length, 0)
})

test('two systems that give the same number to different customers each have an environment of their own', async (t) => {
  const bySystem = { path: 'EDI_DC40/SNDPRN', to: { S4HCLNT100: 'dataverse', S4ACLNT100: 'america' } }
  const { product, america } = await landscape(t, { receiver: bySystem })
  const named = (number: number, name: string) => debmas({ docnum: number, customer: 4711, fields: { NAME1: name } })
  const ofAmerica = (idoc: string) => idoc.replace('<SNDPRN>S4HCLNT100<', '<SNDPRN>S4ACLNT100<')
  await product.post(named(1, 'Beispiel GmbH'))
  await product.post(ofAmerica(named(1, 'Sample Inc.')))
  await product.settled()
  await product.post(named(2, 'Beispiel AG'))
  await product.post(ofAmerica(named(2, 'Sample LLC')))
  await product.settled()
  const inEach = await Promise.all(
    [product.dynamics, america].map((dynamics) => dynamicsRows<{ name: string }>(dynamics, 'accounts')),
  )
  assert.deepEqual(
    inEach.map((rows) => rows.map(({ name }) => name)),
    [['Beispiel AG'], ['Sample LLC']],
  )
})

test('a change that lacks the field goes where its object is; a new one that nobody can place is held and says why', async (t) => {
  const { product, america } = await landscape(t, { receiver: byCompanyCode })
  await product.post(customer(1, 4712, '2000'))
  await product.settled()
  await product.post(debmas({ docnum: 2, customer: 4712, fields: { NAME1: 'Renamed' } }))
  await product.post(debmas({ docnum: 3, customer: 4713, fields: { NAME1: 'Nowhere' } }))
  await product.post(customer(4, 4714, '3000'))
  await product.settled()
  const [row] = await dynamicsRows<{ name: string }>(america, 'accounts')
  assert.equal(row?.name, 'Renamed')
  assert.match(await reasonOf(product, 3), /4713 has no E1KNB1M\/BUKRS, and the settings name no receiver for that/)
  assert.match(await reasonOf(product, 4), /4714 has '3000' as E1KNB1M\/BUKRS, and the settings name no receiver/)
})

test('an object that is sent to another receiver is written there whole, and each holds what it was sent', async (t) => {
  const { product, america } = await landscape(t, { receiver: byCompanyCode })
  await product.post(customer(1, 4711, '1000', 'One'))
  await product.settled()
  await product.post(customer(2, 4711, '2000', 'One'))
  await product.settled()
  assert.deepEqual([await accountsIn(product.dynamics), await accountsIn(america)], [['0000004711'], ['0000004711']])
  const { rows } = await product.get<{ rows: { receiver: string; table: string }[] }>('/api/objects/business-partner/4711')
  assert.deepEqual(rows.map(({ receiver }) => receiver).toSorted(), ['america', 'dataverse'])
})

test('a receiver that is set up wrongly is paused, and the others go on', async (t) => {
  const { product, america } = await landscape(t, { receiver: byCompanyCode })
  await america.control('POST', 'faults', { kind: 'error', status: 403, code: '0x80040220' })
  await product.post(customer(1, 4712, '2000'))
  await until('america is paused', async () => (await channels(product)).find(({ name }) => name === 'america')?.paused)
  for (const number of [2, 3, 4]) await product.post(customer(number, 4700 + number, '1000'))
  await until('the others are written', async () => (await accountsIn(product.dynamics)).length === 3)
  assert.equal((await channels(product)).find(({ name }) => name === 'dataverse')?.paused, false)
  await america.control('DELETE', 'faults')
  await until('it goes on by itself', async () => (await accountsIn(america)).length === 1)
  await product.settled()
  const { deliveries } = await product.get<{ deliveries: { attempts: number }[] }>('/api/messages/1')
  assert.equal(deliveries[0]?.attempts, 1)
})

test('what comes for an interface that is switched off is stored and held', async (t) => {
  const { product } = await landscape(t, { enabled: false })
  await product.post(customer(1, 4711, '1000'))
  await until('it is held', async () => (await product.get<{ held: number }>('/api/queues')).held === 1)
  assert.match(
    await reasonOf(product, 1),
    /'business-partner' is switched off; set interfaces\.business-partner\.enabled to true/,
  )
})

test('interfaces tell where they go, which are switched off, and which go first', async (t) => {
  const receiver = { path: 'E1KNB1M/BUKRS', to: { 2000: 'america' }, otherwise: 'dataverse' }
  const { product } = await landscape(t, { enabled: false, priority: 'high', receiver })
  const { items } = await product.get<{ items: Record<string, unknown>[] }>('/api/interfaces')
  const told = (wanted: string) => {
    const { isEnabled, priority, receivers, receiverBy } = items.find(({ name }) => name === wanted) ?? {}
    return { isEnabled, priority, receivers, receiverBy }
  }
  const open = { isEnabled: true, priority: 'normal', receiverBy: undefined }
  assert.deepEqual(told('material'), { ...open, receivers: ['america'] })
  assert.deepEqual(told('invoice'), { ...open, receivers: ['dataverse'] })
  assert.deepEqual(told('business-partner'), {
    isEnabled: false,
    priority: 'high',
    receivers: ['america', 'dataverse'],
    receiverBy: 'E1KNB1M/BUKRS',
  })
})

test('settings that name a receiver or a path that cannot be are refused', async () => {
  const settings = (receiver: Settings['interfaces'][string]['receiver']) => ({
    systems: {},
    receivers: {},
    interfaces: { material: { ...usual, receiver } },
  })
  await assert.rejects(
    configuredInterfaces(settings('asia')),
    /interfaces\.material\.receiver names 'asia', which is no receiver; there is dataverse/,
  )
  await assert.rejects(
    configuredInterfaces(settings({ path: '/', to: { a: 'dataverse' } })),
    /interfaces\.material\.receiver\.path: '\/' is no path/,
  )
})

/** Two Dynamics 365 environments behind one Landbridge; materials go to the second. */
async function landscape(t: TestContext, partner: Partial<Settings['interfaces'][string]>) {
  const america = await sandboxDataverse(t)
  const product = await landbridge(t, (settings) => ({
    ...settings,
    senders: [...settings.senders, { system: 'S4ACLNT100', user: 'S4HCLNT100', password: 'sandbox' }],
    receivers: {
      america: {
        ...settings.dataverse,
        url: america.url,
        caFile: america.caFile,
        credential: { ...settings.dataverse.credential, authorityHost: america.url } as Settings['dataverse']['credential'],
      },
    },
    interfaces: { material: { ...usual, receiver: 'america' }, 'business-partner': { ...usual, ...partner } },
  }))
  return { product, america }
}

function customer(number: number, customer: number, companyCode: string, name = `C${customer}`): string {
  const area = `<E1KNB1M SEGMENT="1"><MSGFN>005</MSGFN><BUKRS>${companyCode}</BUKRS></E1KNB1M>`
  return debmas({ docnum: number, customer, fields: { NAME1: name } }).replace('</E1KNA1M>', `${area}</E1KNA1M>`)
}

async function accountsIn(dynamics: SandboxDataverse): Promise<string[]> {
  const rows = await dynamicsRows<{ accountnumber: string }>(dynamics, 'accounts?$orderby=accountnumber')
  return rows.map(({ accountnumber }) => accountnumber)
}

async function channels(product: TestLandbridge): Promise<{ name: string; paused: boolean }[]> {
  return (await product.get<{ items: { name: string; paused: boolean }[] }>('/api/channels')).items
}

async function reasonOf(product: TestLandbridge, number: number): Promise<string> {
  const { deliveries } = await product.get<{ deliveries: { reason?: string }[] }>(`/api/messages/${number}`)
  return deliveries[0]?.reason ?? ''
}
