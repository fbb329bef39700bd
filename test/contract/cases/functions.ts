import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ContractCase } from '../case.ts'
import { errorIn, messageIn, noSegment, valueIn } from '../client.ts'

export const functionCases: readonly ContractCase[] = [
  {
    name: 'a function takes its parameters in its parentheses, or by aliases',
    async run({ ask, library }) {
      const ways = ["(EntityNames=['account','contact'])", '(EntityNames=@p1)?@p1=["account","contact"]']
      for (const way of ways) {
        const { status, body } = await ask('GET', `RetrieveTotalRecordCount${way}`)
        assert.equal(status, 200)
        assert.match(String(body['@odata.context']), /\$metadata#Microsoft\.Dynamics\.CRM\.RetrieveTotalRecordCountResponse$/)
        const { Count, Keys, Values } = body.EntityRecordCountCollection as { Count: number; Keys: string[]; Values: number[] }
        assert.deepEqual([Count, [...Keys].sort(), Values.length], [2, ['account', 'contact'], 2])
      }
      const parameters = { EntityNames: ['account'] }
      const counted = await library.callFunction<{ EntityRecordCountCollection: { Keys: string[] } }>({
        name: 'RetrieveTotalRecordCount',
        parameters,
      })
      assert.deepEqual(counted.EntityRecordCountCollection.Keys, ['account'])
    },
  },
  {
    name: 'an environment tells who it is',
    async run({ ask }) {
      const accessType = "Microsoft.Dynamics.CRM.EndpointAccessType'Default'"
      const { body } = await ask('GET', `RetrieveCurrentOrganization(AccessType=@p1)?@p1=${accessType}`)
      const detail = body.Detail as Record<string, unknown>
      const { OrganizationId, OrganizationVersion, State } = detail
      assert.equal(OrganizationId, (await ask('GET', 'WhoAmI')).body.OrganizationId)
      assert.equal(OrganizationVersion, (await ask('GET', 'RetrieveVersion')).body.Version)
      assert.equal(State, 'Enabled')
      assert.match(String(detail.DatacenterId), /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
      for (const name of ['EnvironmentId', 'Geo', 'TenantId']) assert.match(String(detail[name]), /^[\w-]+$/, name)
    },
  },
  {
    name: 'an environment tells its languages, its own among them',
    async run({ ask }) {
      const [organization] = valueIn(await ask('GET', 'organizations?$select=languagecode'))
      const { RetrieveProvisionedLanguages: languages } = (await ask('GET', 'RetrieveProvisionedLanguages')).body
      assert.ok((languages as unknown[]).includes(organization?.languagecode))
    },
  },
  {
    name: 'what is no function is no resource, and a function is not to be posted',
    async run({ ask }) {
      const [status, code] = errorIn(await ask('GET', 'NoSuchFunction()'))
      assert.equal(status, 404)
      assert.ok(noSegment.includes(code), code)
      assert.deepEqual(errorIn(await ask('POST', 'WhoAmI', {})), [404, ''])
      const bound = await ask('GET', `accounts(${randomUUID()})/Microsoft.Dynamics.CRM.NoSuchFunction()`)
      assert.deepEqual(errorIn(bound), [404, '0x80060888'])
      assert.match(messageIn(bound), /Resource not found for the segment/)
    },
  },
]
