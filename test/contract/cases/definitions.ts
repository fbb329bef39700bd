import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type Answer, errorIn, messageIn, valueIn } from '../client.ts'

const account = "EntityDefinitions(LogicalName='account')"
const choice = `${account}/Attributes(LogicalName='paymenttermscode')`
const picklist = 'Microsoft.Dynamics.CRM.PicklistAttributeMetadata'

export const definitionCases: readonly ContractCase[] = [
  {
    name: 'definitions are shown as far as they were asked for, and their context says how far',
    async run({ ask }) {
      const table = await ask('GET', `${account}?$select=LogicalName,ObjectTypeCode`)
      assert.deepEqual([table.body.LogicalName, table.body.ObjectTypeCode], ['account', 1])
      assert.equal(contextOf(table), 'EntityDefinitions(LogicalName,ObjectTypeCode)/$entity')
      const all = await ask('GET', "EntityDefinitions?$select=EntitySetName&$filter=LogicalName eq 'contact'")
      assert.equal(contextOf(all), 'EntityDefinitions(EntitySetName)')
      assert.deepEqual(
        valueIn(all).map(({ EntitySetName }) => EntitySetName),
        ['contacts'],
      )
    },
  },
  {
    name: 'definitions are not ordered and not cut, and their columns are counted',
    async run({ ask }) {
      for (const option of ['$top=2', '$orderby=LogicalName']) {
        const refused = await ask('GET', `EntityDefinitions?$select=LogicalName&${option}`)
        assert.deepEqual(errorIn(refused), [400, '0x80060888'])
        assert.match(messageIn(refused), /^The query parameter \$(top|orderby) is not supported/)
      }
      const counted = await ask('GET', `${account}/Attributes?$select=LogicalName&$count=true`)
      assert.equal(counted.body['@odata.count'], valueIn(counted).length)
    },
  },
  {
    name: 'definitions are not found by parts of their names',
    async run({ ask }) {
      const refused = await ask('GET', "EntityDefinitions?$select=LogicalName&$filter=startswith(LogicalName,'acc')")
      assert.deepEqual(errorIn(refused), [501, '0x8006088a'])
      assert.match(messageIn(refused), /^The "startswith" function isn't supported for Metadata Entities/)
    },
  },
  {
    name: 'lookups of owners and customers are called so, and owners are one table',
    async run({ ask }) {
      const kind = async (table: string, column: string) => {
        const path = `EntityDefinitions(LogicalName='${table}')/Attributes(LogicalName='${column}')`
        const { body } = await ask('GET', `${path}?$select=AttributeType,AttributeTypeName`)
        return [body['@odata.type'], body.AttributeType, (body.AttributeTypeName as { Value: string }).Value]
      }
      const type = '#Microsoft.Dynamics.CRM.LookupAttributeMetadata'
      assert.deepEqual(await kind('account', 'ownerid'), [type, 'Owner', 'OwnerType'])
      assert.deepEqual(await kind('contact', 'parentcustomerid'), [type, 'Customer', 'CustomerType'])
      assert.deepEqual(await kind('account', 'primarycontactid'), [type, 'Lookup', 'LookupType'])
      const found = await ask('GET', `${account}/ManyToOneRelationships?$filter=ReferencingAttribute eq 'ownerid'`)
      const [owner] = valueIn(found)
      assert.deepEqual(
        [owner?.ReferencedEntity, owner?.ReferencedAttribute, owner?.['@odata.type']],
        ['owner', 'ownerid', undefined],
      )
    },
  },
  {
    name: 'tables are found by what may be done with them',
    async run({ ask }) {
      const found = await ask('GET', 'EntityDefinitions?$select=LogicalName&$filter=CanCreateAttributes/Value eq true')
      assert.ok(valueIn(found).some(({ LogicalName }) => LogicalName === 'account'))
    },
  },
  {
    name: 'a column that was asked for by its type does not tell the type, any other does',
    async run({ ask }) {
      assert.equal((await ask('GET', choice)).body['@odata.type'], `#${picklist}`)
      assert.equal((await ask('GET', `${choice}/${picklist}`)).body['@odata.type'], undefined)
      const list = valueIn(await ask('GET', `${account}/Attributes/${picklist}?$select=LogicalName`))
      assert.deepEqual(new Set(list.flatMap(Object.keys)), new Set(['LogicalName', 'MetadataId']))
    },
  },
  {
    name: 'columns are found by what searches may ask for, by what they belong to and by who added them',
    async run({ ask }) {
      for (const filter of [
        'IsValidForAdvancedFind/Value eq true',
        'AttributeOf eq null and IsLogical eq false',
        'IsValidODataAttribute eq true and IsCustomAttribute eq false',
        'IsValidForRead eq true and CanBeSecuredForRead eq true',
      ]) {
        const found = valueIn(await ask('GET', `${account}/Attributes?$select=LogicalName&$filter=${filter}`))
        assert.ok(
          found.some(({ LogicalName }) => LogicalName === 'accountnumber'),
          filter,
        )
      }
    },
  },
  {
    name: 'columns of all choices are not asked for at once',
    async run({ ask }) {
      const refused = await ask('GET', `${account}/Attributes/Microsoft.Dynamics.CRM.EnumAttributeMetadata?$expand=OptionSet`)
      assert.deepEqual(errorIn(refused), [500, '0x8006088a'])
    },
  },
  {
    name: 'relationships tell whether they came with Dynamics 365, and texts that nobody wrote are empty, not missing',
    async run({ ask }) {
      const filter = "SchemaName eq 'account_primary_contact' and IsCustomRelationship eq false"
      const found = await ask('GET', `RelationshipDefinitions?$select=SchemaName&$filter=${filter}`)
      assert.equal(valueIn(found).length, 1)
      const table = await ask('GET', `${account}?$select=Description`)
      assert.ok(Array.isArray(Object(table.body.Description).LocalizedLabels))
    },
  },
  {
    name: 'a relationship that was asked for by its type does not tell the type, any other does',
    async run({ ask }) {
      const type = 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata'
      const filter = "$select=SchemaName&$filter=SchemaName eq 'account_primary_contact'"
      const plain = await ask('GET', `RelationshipDefinitions?${filter}`)
      assert.equal(valueIn(plain)[0]?.['@odata.type'], `#${type}`)
      const cast = await ask('GET', `RelationshipDefinitions/${type}?${filter}`)
      assert.deepEqual(Object.keys(valueIn(cast)[0] ?? {}).sort(), ['MetadataId', 'SchemaName'])
      assert.equal(contextOf(cast), `RelationshipDefinitions/${type}(SchemaName)`)
      const one = await ask('GET', `RelationshipDefinitions(${valueIn(cast)[0]?.MetadataId})/${type}?$select=SchemaName`)
      assert.deepEqual(
        [contextOf(one), one.body['@odata.type']],
        [`RelationshipDefinitions/${type}(SchemaName)/$entity`, undefined],
      )
    },
  },
  {
    name: 'the choices of a column are read by themselves',
    async run({ ask }) {
      const options = await ask('GET', `${choice}/${picklist}/OptionSet?$select=Options`)
      assert.deepEqual(Object.keys(options.body).sort(), ['@odata.context', 'MetadataId', 'Options'])
      assert.match(contextOf(options), /\/OptionSet\(Options\)\/\$entity$/)
    },
  },
]

function contextOf({ body }: Answer): string {
  return String(body['@odata.context']).replace(/^.*\$metadata#/, '')
}
