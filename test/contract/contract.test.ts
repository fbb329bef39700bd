import { type TestContext, test } from 'node:test'
import type { ContractCase, Need } from './case.ts'
import { applyCases } from './cases/apply.ts'
import { associationCases } from './cases/associations.ts'
import { batchCases } from './cases/batch.ts'
import { bulkCases } from './cases/bulk.ts'
import { changeCases } from './cases/changes.ts'
import { corsCases } from './cases/cors.ts'
import { definitionCases } from './cases/definitions.ts'
import { errorCases } from './cases/errors.ts'
import { fetchCases } from './cases/fetch.ts'
import { fetchAggregateCases } from './cases/fetch-aggregates.ts'
import { fetchErrorCases } from './cases/fetch-errors.ts'
import { fetchJoinCases } from './cases/fetch-joins.ts'
import { fetchLibraryCases } from './cases/fetch-library.ts'
import { fetchPageCases } from './cases/fetch-pages.ts'
import { fileCases } from './cases/files.ts'
import { functionCases } from './cases/functions.ts'
import { imageCases } from './cases/images.ts'
import { keyCases } from './cases/keys.ts'
import { libraryCases } from './cases/library.ts'
import { lookupCases } from './cases/lookups.ts'
import { queryCases } from './cases/query.ts'
import { rowCases } from './cases/rows.ts'
import { salesCases } from './cases/sales.ts'
import { signInCases } from './cases/sign-in.ts'
import { versionCases } from './cases/versions.ts'
import { type ContractClient, contractClient, valueIn } from './client.ts'
import type { ContractEnvironment } from './environment.ts'
import { contractEnvironments } from './environments.ts'

const cases: readonly ContractCase[] = [
  ...signInCases,
  ...rowCases,
  ...keyCases,
  ...lookupCases,
  ...associationCases,
  ...errorCases,
  ...queryCases,
  ...applyCases,
  ...fetchCases,
  ...fetchJoinCases,
  ...fetchPageCases,
  ...fetchAggregateCases,
  ...fetchErrorCases,
  ...batchCases,
  ...bulkCases,
  ...definitionCases,
  ...changeCases,
  ...fileCases,
  ...imageCases,
  ...functionCases,
  ...salesCases,
  ...versionCases,
  ...corsCases,
  ...libraryCases,
  ...fetchLibraryCases,
]

for (const open of contractEnvironments()) {
  test('what holds of Dataverse', async (t) => {
    const environment = await open(t)
    await environment.addKey?.('account', 'accountnumber')
    await environment.addFileColumn?.('account', 'new_contractfile')
    const lacks = await lackedBy(contractClient(environment))
    for (const one of cases) await t.test(`${environment.name}: ${one.name}`, (t) => runCase(t, environment, one, lacks))
  })
}

async function runCase(
  t: TestContext,
  environment: ContractEnvironment,
  one: ContractCase,
  lacks: Record<Need, string | undefined>,
): Promise<void> {
  const lack = one.needs && lacks[one.needs]
  if (lack !== undefined) {
    t.skip(`${environment.name} has no ${lack}`)
    return
  }
  const client = contractClient(environment)
  try {
    await one.run(client)
  } finally {
    await cleanUp(client)
  }
}

/** What an environment has not got. */
async function lackedBy(client: ContractClient): Promise<Record<Need, string | undefined>> {
  const column = await client.ask('GET', "EntityDefinitions(LogicalName='account')/Attributes(LogicalName='new_contractfile')")
  const invoices = await client.ask('GET', "EntityDefinitions(LogicalName='invoice')")
  return {
    'account key': (await hasAccountKey(client)) ? undefined : 'active alternate key of account.accountnumber alone',
    'file column': column.status === 200 ? undefined : 'file column account.new_contractfile',
    'Dynamics 365 Sales': invoices.status === 200 ? undefined : 'Dynamics 365 Sales',
  }
}

async function hasAccountKey({ ask }: ContractClient): Promise<boolean> {
  const keys = await ask('GET', "EntityDefinitions(LogicalName='account')/Keys?$select=KeyAttributes,EntityKeyIndexStatus")
  return valueIn(keys).some(
    ({ KeyAttributes, EntityKeyIndexStatus }) => String(KeyAttributes) === 'accountnumber' && EntityKeyIndexStatus === 'Active',
  )
}

/** What refers to others goes first: whoever an invoice went to stays, and a price list with prices does. */
async function cleanUp({ ask, mark }: ContractClient): Promise<void> {
  for (const [set, id, name] of [
    ['invoices', 'invoiceid', 'name'],
    ['contacts', 'contactid', 'lastname'],
    ['accounts', 'accountid', 'name'],
    ['products', 'productid', 'name'],
    ['pricelevels', 'pricelevelid', 'name'],
  ] as const) {
    const rows = valueIn(await ask('GET', `${set}?$select=${id}&$filter=startswith(${name},'${mark}')`))
    for (const row of rows) await ask('DELETE', `${set}(${row[id]})`)
  }
}
