import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type ContractClient, valueIn } from '../client.ts'
import { askFetch, marked } from '../fetch-xml.ts'

/** Link-entities of FetchXML. */
export const fetchJoinCases: readonly ContractCase[] = [
  {
    name: 'FetchXML joins the row a lookup leads to: its columns go by alias and name',
    async run(client) {
      await people(client)
      const link = '<link-entity name="account" from="accountid" to="parentcustomerid" alias="company"'
      const rows = await contacts(client, `${link}><attribute name="name"/><attribute name="ownerid"/></link-entity>`)
      assert.deepEqual(
        rows.map((row) => [row.lastname, row['company.name']]),
        [
          [`${client.mark} A`, `${client.mark} Big`],
          [`${client.mark} B`, `${client.mark} Big`],
          [`${client.mark} C`, `${client.mark} Small`],
        ],
      )
      assert.match(String(rows[0]?.['company.ownerid']), /^[\da-f-]{36}$/)
      assert.equal(rows[0]?.['company.ownerid@Microsoft.Dynamics.CRM.lookuplogicalname'], 'systemuser')
    },
  },
  {
    name: 'FetchXML names what has no alias by its table, and by a number where there may be many',
    async run(client) {
      await people(client)
      const one = '<link-entity name="account" from="accountid" to="parentcustomerid"><attribute name="name"/></link-entity>'
      assert.equal((await contacts(client, one))[0]?.['account.name'], `${client.mark} Big`)
      const many = '<link-entity name="contact" from="parentcustomerid" to="accountid"><attribute name="lastname"/></link-entity>'
      assert.equal((await accounts(client, `${many}<order attribute="name"/>`))[0]?.['contact1.lastname'], `${client.mark} A`)
    },
  },
  {
    name: 'FetchXML repeats a row for each that is joined; an outer join keeps those without, and finds them',
    async run(client) {
      await people(client)
      const link = (kind: string, inside = '') =>
        `<link-entity name="contact" from="parentcustomerid" to="accountid" alias="person"${kind}><attribute name="lastname"/><order attribute="lastname"/>${inside}</link-entity>`
      const names = async (inside: string) =>
        (await accounts(client, `<order attribute="name"/>${inside}`)).map((row) => [
          nameOf(client, row.name),
          nameOf(client, row['person.lastname']),
        ])
      const joined = [
        ['Big', 'A'],
        ['Big', 'B'],
        ['Small', 'C'],
      ]
      assert.deepEqual(await names(link('')), joined)
      assert.deepEqual(await names(link(' link-type="outer"')), [...joined.slice(0, 2), ['None', ''], joined[2]])
      const inJoin = `<filter><condition attribute="lastname" operator="ends-with" value="B"/></filter>`
      assert.deepEqual(await names(link(' link-type="outer"', inJoin)), [
        ['Big', 'B'],
        ['None', ''],
        ['Small', ''],
      ])
      const without = `<filter><condition entityname="person" attribute="contactid" operator="null"/></filter>`
      assert.deepEqual(await names(`${link(' link-type="outer"')}${without}`), [['None', '']])
    },
  },
  {
    name: 'FetchXML joins what is joined to what is joined',
    async run(client) {
      await people(client)
      const inner =
        '<link-entity name="account" from="accountid" to="parentaccountid" alias="group"><attribute name="name"/></link-entity>'
      const link = `<link-entity name="account" from="accountid" to="parentcustomerid" alias="company">${inner}</link-entity>`
      const rows = await contacts(client, link)
      assert.deepEqual(
        rows.map((row) => [nameOf(client, row.lastname), nameOf(client, row['group.name'])]),
        [['C', 'Big']],
      )
    },
  },
  {
    name: 'FetchXML filters by rows that are related, and gives each row once',
    async run(client) {
      await people(client)
      const link = (kind: string, name?: string) =>
        `<link-entity name="contact" from="parentcustomerid" to="accountid" link-type="${kind}">${name === undefined ? '' : `<filter><condition attribute="lastname" operator="ends-with" value="${name}"/></filter>`}</link-entity>`
      const names = async (inside: string) =>
        (await accounts(client, `<order attribute="name"/>${inside}`)).map(({ name }) => nameOf(client, name))
      assert.deepEqual(await names(link('exists')), ['Big', 'Small'])
      assert.deepEqual(await names(link('in', 'C')), ['Small'])
      assert.deepEqual(await names(link('matchfirstrowusingcrossapply')), ['Big', 'None', 'Small'])
      assert.deepEqual(await names(`<filter>${link('any')}</filter>`), ['Big', 'Small'])
      assert.deepEqual(await names(`<filter>${link('not any', 'A')}</filter>`), ['None', 'Small'])
      assert.deepEqual(await names(`<filter>${link('all', 'A')}</filter>`), ['Small'])
      assert.deepEqual(await names(`<filter>${link('not all', 'A')}</filter>`), ['Big'])
    },
  },
  {
    name: 'FetchXML compares columns of two tables, and orders by another one first where it is told to',
    async run(client) {
      await people(client)
      const link =
        '<link-entity name="account" from="accountid" to="parentcustomerid" alias="company"><attribute name="name"/></link-entity>'
      const filter = '<filter><condition attribute="fax" operator="eq" valueof="company.fax"/></filter>'
      assert.deepEqual(
        (await contacts(client, `${link}${filter}`)).map(({ lastname }) => nameOf(client, lastname)),
        ['B'],
      )
      const order = '<order entityname="company" attribute="name" descending="true"/><order attribute="lastname"/>'
      const xml = `<fetch><entity name="contact"><attribute name="lastname"/>${marked(client, 'lastname')}${link}${order}</entity></fetch>`
      const rows = valueIn(await askFetch(client, 'contacts', xml))
      assert.deepEqual(
        rows.map(({ lastname }) => nameOf(client, lastname)),
        ['C', 'A', 'B'],
      )
    },
  },
]

/** Three accounts: Big with contacts A and B; Small, which belongs to Big, with C; None. B has the fax of its account. */
async function people({ ask, mark }: ContractClient): Promise<void> {
  const contact = (name: string, more = {}) => ({ lastname: `${mark} ${name}`, ...more })
  const big = { name: `${mark} Big`, fax: mark, contact_customer_accounts: [contact('A'), contact('B', { fax: mark })] }
  const { body } = await ask('POST', 'accounts?$select=accountid', big, { prefer: 'return=representation' })
  const parent = { 'parentaccountid@odata.bind': `/accounts(${body.accountid})` }
  await ask('POST', 'accounts', { name: `${mark} Small`, ...parent, contact_customer_accounts: [contact('C')] })
  await ask('POST', 'accounts', { name: `${mark} None` })
}

async function contacts(client: ContractClient, inside: string): Promise<Record<string, unknown>[]> {
  const own = `<attribute name="lastname"/>${marked(client, 'lastname')}<order attribute="lastname"/>`
  return rowsOf(client, 'contacts', `<fetch><entity name="contact">${own}${inside}</entity></fetch>`)
}

async function accounts(client: ContractClient, inside: string): Promise<Record<string, unknown>[]> {
  const own = `<attribute name="name"/>${marked(client, 'name')}`
  return rowsOf(client, 'accounts', `<fetch><entity name="account">${own}${inside}</entity></fetch>`)
}

async function rowsOf(client: ContractClient, set: string, xml: string): Promise<Record<string, unknown>[]> {
  const answer = await askFetch(client, set, xml)
  assert.equal(answer.status, 200, answer.text)
  return valueIn(answer)
}

function nameOf({ mark }: ContractClient, name: unknown): string {
  return String(name ?? '').slice(mark.length + 1)
}
