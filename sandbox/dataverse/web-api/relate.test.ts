import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { DynamicsWebApi } from 'dynamics-web-api'
import { signIn } from '../../../test/support/dataverse-calls.ts'
import { sandboxDataverse } from '../../../test/support/sandbox-dataverse.ts'
import { type Ask, apiRoot, errorOf, id, webApi } from '../../../test/support/web-api.ts'
import { applicationUserId } from '../seeds.ts'

const members = 'teammembership_association'
const invoices = 'contactinvoices_association'

/** A team, id 1, and a contact, id 2. */
async function teamAndContact(t: TestContext): Promise<Ask> {
  const { environment, ask } = webApi(t)
  const [unit] = environment.rowsOf('businessunit')
  const bound = {
    'businessunitid@odata.bind': `/businessunits(${unit?.id})`,
    'administratorid@odata.bind': `/systemusers(${applicationUserId})`,
  }
  assert.equal((await ask('POST', 'teams', { teamid: id(1), name: 'North', teamtype: 0, ...bound })).status, 204)
  assert.equal((await ask('POST', 'contacts', { contactid: id(2), lastname: 'Ada' })).status, 204)
  return ask
}

test('rows are related many to many, are seen from both sides, and taken apart', async (t) => {
  const ask = await teamAndContact(t)
  const reference = { '@odata.id': `${apiRoot}systemusers(${applicationUserId})` }
  const related = await ask('POST', `teams(${id(1)})/${members}/$ref`, reference)
  assert.deepEqual([related.status, related.text], [204, ''])
  const teams = await ask('GET', `systemusers(${applicationUserId})/${members}?$select=name`)
  assert.deepEqual(
    (teams.body.value as { name: string }[]).map(({ name }) => name),
    ['North'],
  )
  const refs = await ask('GET', `teams(${id(1)})/${members}/$ref`)
  assert.deepEqual(refs.body.value, [reference])
  const found = await ask('GET', `teams?$select=name&$expand=${members}($select=fullname)&$filter=${members}/any()`)
  const [team] = found.body.value as { [members]: { fullname: string }[] }[]
  assert.deepEqual(
    team?.[members].map(({ fullname }) => fullname),
    ['Landbridge'],
  )
  assert.equal((await ask('DELETE', `systemusers(${applicationUserId})/${members}(${id(1)})/$ref`)).status, 204)
  assert.equal((await ask('DELETE', `systemusers(${applicationUserId})/${members}(${id(1)})/$ref`)).status, 404)
  assert.deepEqual((await ask('GET', `teams(${id(1)})/${members}/$ref`)).body.value, [])
})

test('a user or a team becomes the owner by the set of both, in a body and as a reference', async (t) => {
  const ask = await teamAndContact(t)
  const contact = `contacts(${id(2)})`
  const owner = async () => {
    const { body } = await ask('GET', `${contact}?$select=_owningteam_value,_owninguser_value`)
    return [body._owningteam_value, body._owninguser_value]
  }
  assert.equal((await ask('PATCH', contact, { 'ownerid@odata.bind': `/owners(${id(1)})` })).status, 204)
  assert.deepEqual(await owner(), [id(1), null])
  const reference = { '@odata.id': `${apiRoot}owners(ownerid=${applicationUserId})` }
  assert.equal((await ask('PUT', `${contact}/ownerid/$ref`, reference)).status, 204)
  assert.deepEqual(await owner(), [null, applicationUserId])
  assert.equal((await ask('PATCH', contact, { 'ownerid@odata.bind': `/owners(${id(9)})` })).status, 404)
  for (const path of ['owners', `owners(${id(1)})`]) assert.equal((await ask('GET', path)).status, 501)
})

test('two rows are related once, and no longer when one of them is gone', async (t) => {
  const ask = await teamAndContact(t)
  const path = `teams(${id(1)})/${members}/$ref`
  const reference = { '@odata.id': `${apiRoot}systemusers(${applicationUserId})` }
  await ask('POST', path, reference)
  const again = await ask('POST', path, reference)
  assert.deepEqual([again.status, errorOf(again).code], [412, '0x80040237'])
  assert.equal((await ask('POST', path, { '@odata.id': `${apiRoot}contacts(${id(2)})` })).status, 400)
  assert.equal((await ask('GET', 'teammemberships/$count')).text, '1')
  assert.equal((await ask('DELETE', `teams(${id(1)})`)).status, 204)
  assert.equal((await ask('GET', 'teammemberships/$count')).text, '0')
})

test('a reference is taken as dataverse-webapi writes it, with one slash', async (t) => {
  const ask = await teamAndContact(t)
  const reference = { '@odata.id': `${apiRoot.replace('//', '/')}systemusers(${applicationUserId})` }
  assert.equal((await ask('POST', `teams(${id(1)})/${members}/$ref`, reference)).status, 204)
})

test('a user has security roles, and gets others', async (t) => {
  const { ask } = webApi(t)
  const roles = `systemusers(${applicationUserId})/systemuserroles_association`
  const names = async () => ((await ask('GET', `${roles}?$select=name`)).body.value as { name: string }[]).map(({ name }) => name)
  assert.deepEqual(await names(), ['System Administrator'])
  const found = await ask('GET', "roles?$select=roleid&$filter=name eq 'Basic User'")
  const [{ roleid } = {}] = found.body.value as { roleid?: string }[]
  assert.equal((await ask('POST', `${roles}/$ref`, { '@odata.id': `${apiRoot}roles(${roleid})` })).status, 204)
  assert.deepEqual((await names()).toSorted(), ['Basic User', 'System Administrator'])
  assert.equal((await ask('DELETE', `${roles}/$ref?$id=${apiRoot}roles(${roleid})`)).status, 204)
  assert.deepEqual(await names(), ['System Administrator'])
})

test('a team that owns rows stays until they have another owner', async (t) => {
  const ask = await teamAndContact(t)
  await ask('PATCH', `contacts(${id(2)})`, { 'ownerid@odata.bind': `/teams(${id(1)})` })
  const refused = await ask('DELETE', `teams(${id(1)})`)
  assert.deepEqual([refused.status, errorOf(refused).code], [400, '0x8004830E'])
  assert.equal(
    errorOf(refused).message,
    `Can't delete a team which owns records. Reassign the records and try again (TeamId = ${id(1)}).`,
  )
  await ask('PATCH', `contacts(${id(2)})`, { 'ownerid@odata.bind': `/systemusers(${applicationUserId})` })
  assert.equal((await ask('DELETE', `teams(${id(1)})`)).status, 204)
})

test('rows are made within a relationship of many to many', async (t) => {
  const ask = await teamAndContact(t)
  const made = await ask('POST', `contacts(${id(2)})/${invoices}`, { invoiceid: id(3), name: 'R-1' })
  assert.equal(made.status, 204, made.text)
  const deep = { lastname: 'Bea', [invoices]: [{ name: 'R-2' }], [`${invoices}@odata.bind`]: [`/invoices(${id(3)})`] }
  assert.equal((await ask('POST', 'contacts', { contactid: id(4), ...deep })).status, 204)
  const names = (await ask('GET', `contacts(${id(4)})/${invoices}?$select=name&$orderby=name`)).body.value as { name: string }[]
  assert.deepEqual(
    names.map(({ name }) => name),
    ['R-1', 'R-2'],
  )
})

test('what relates rows is read as a table and joined by FetchXML, and written by nobody', async (t) => {
  const ask = await teamAndContact(t)
  await ask('POST', `teams(${id(1)})/${members}/$ref`, { '@odata.id': `${apiRoot}systemusers(${applicationUserId})` })
  const [row] = (await ask('GET', 'teammemberships')).body.value as Record<string, unknown>[]
  assert.deepEqual([row?.teamid, row?.systemuserid], [id(1), applicationUserId])
  const refused = await ask('POST', 'teammemberships', {})
  assert.deepEqual(
    [refused.status, errorOf(refused)],
    [
      400,
      {
        code: '0x80040800',
        message:
          "The 'Create' method does not support entities of type 'teammembership'. MessageProcessorCache returned MessageProcessor.Empty. ",
      },
    ],
  )
  const team = '<link-entity name="team" from="teamid" to="teamid" alias="team"><attribute name="name"/></link-entity>'
  const link = `<link-entity name="teammembership" from="systemuserid" to="systemuserid" intersect="true">${team}</link-entity>`
  const xml = `<fetch><entity name="systemuser"><attribute name="fullname"/>${link}</entity></fetch>`
  const users = (await ask('GET', `systemusers?fetchXml=${encodeURIComponent(xml)}`)).body.value as Record<string, unknown>[]
  assert.deepEqual(
    users.map((user) => [user.fullname, user['team.name']]),
    [['Landbridge', 'North']],
  )
})

test('FetchXML finds the rows of one’s teams, and of oneself', async (t) => {
  const ask = await teamAndContact(t)
  await ask('POST', `teams(${id(1)})/${members}/$ref`, { '@odata.id': `${apiRoot}systemusers(${applicationUserId})` })
  const owner = { 'ownerid@odata.bind': `/teams(${id(1)})` }
  await ask('POST', 'contacts', { lastname: 'Bea', ...owner })
  const names = async (operator: string) => {
    const condition = `<filter><condition attribute="ownerid" operator="${operator}"/></filter>`
    const xml = `<fetch><entity name="contact"><attribute name="lastname"/><order attribute="lastname"/>${condition}</entity></fetch>`
    const { body } = await ask('GET', `contacts?fetchXml=${encodeURIComponent(xml)}`)
    return (body.value as { lastname: string }[]).map(({ lastname }) => lastname)
  }
  assert.deepEqual(await names('eq-userteams'), ['Bea'])
  assert.deepEqual(await names('eq-useroruserteams'), ['Ada', 'Bea'])
})

test('definitions and $metadata tell of it', async (t) => {
  const { ask } = webApi(t)
  const { body } = await ask('GET', "EntityDefinitions(LogicalName='team')/ManyToManyRelationships")
  const [one] = body.value as Record<string, unknown>[]
  assert.deepEqual([one?.SchemaName, one?.IntersectEntityName], [members, 'teammembership'])
  assert.equal((await ask('GET', "EntityDefinitions(LogicalName='teammembership')?$select=IsIntersect")).body.IsIntersect, true)
  assert.match(
    (await ask('GET', '$metadata')).text,
    /<NavigationProperty Name="teammembership_association" Type="Collection\(mscrm\.systemuser\)" Partner="teammembership_association"\/>/,
  )
})

test('dynamics-web-api associates rows many to many, and takes them apart', async (t) => {
  const sandbox = await sandboxDataverse(t)
  const library = new DynamicsWebApi({ serverUrl: sandbox.url, onTokenRefresh: () => signIn(sandbox) })
  const contact = await library.create<object, string>({ collection: 'contacts', data: { lastname: 'Ada' } })
  const invoice = await library.create<object, string>({ collection: 'invoices', data: { name: 'R-1' } })
  const request = { collection: 'invoices', primaryKey: invoice, relationshipName: invoices, relatedKey: contact }
  const related = async () => {
    const { value } = await library.retrieveMultiple({ collection: `invoices(${invoice})/${invoices}`, select: ['lastname'] })
    return value.map(({ lastname }) => lastname)
  }
  await library.associate({ ...request, relatedCollection: 'contacts' })
  assert.deepEqual(await related(), ['Ada'])
  await library.disassociate(request)
  assert.deepEqual(await related(), [])
})
