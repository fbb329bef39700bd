import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributes, type Facts, label, type } from '../../../../test/support/definitions.ts'
import { errorOf, represented, webApi } from '../../../../test/support/web-api.ts'
import { Environment } from '../../environment.ts'

/** The names of columns of choices and of tables in several languages. */
const german = { Label: 'Deutsch', LanguageCode: 1031 }
const both = { LocalizedLabels: [german, { Label: 'English', LanguageCode: 1033 }] }
const one = { LocalizedLabels: [german] }

test('of names in several languages the English one is shown, and the first where none is English', async (t) => {
  const { ask } = webApi(t)
  const choice = { ...type('Picklist'), OptionSet: { Options: [{ Value: 1, Label: label('A') }] } }
  await ask('POST', attributes, { ...choice, SchemaName: 'lb_Both', DisplayName: both })
  await ask('POST', attributes, { ...choice, SchemaName: 'lb_German', DisplayName: one })
  const shown = async (name: string) => {
    const { body } = await ask('GET', `${attributes}(LogicalName='${name}')?$select=DisplayName`)
    return (body.DisplayName as { UserLocalizedLabel: Facts }).UserLocalizedLabel.Label
  }
  assert.deepEqual([await shown('lb_both'), await shown('lb_german')], ['English', 'Deutsch'])
})

test('a column that is no choice has no name in a language that is not there, and neither has a lookup', async (t) => {
  const { ask } = webApi(t)
  const lookup = {
    '@odata.type': 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
    SchemaName: 'lb_account_contact',
    ReferencedEntity: 'account',
    ReferencingEntity: 'contact',
    Lookup: { SchemaName: 'lb_Site', DisplayName: one },
  }
  for (const [path, body] of [
    [attributes, { ...type('Memo'), SchemaName: 'lb_Note', MaxLength: 9, DisplayName: both }],
    [attributes, { ...type('String'), SchemaName: 'lb_Text', MaxLength: 9, DisplayName: one }],
    ['RelationshipDefinitions', lookup],
  ] as const) {
    const refused = await ask('POST', path, body)
    assert.deepEqual([refused.status, errorOf(refused).code], [400, '0x80044195'])
    assert.equal(errorOf(refused).message, 'The language code 1031 is not a valid language for this organization')
  }
  const name = { ...type('String'), SchemaName: 'lb_Name', IsPrimaryName: true, DisplayName: one }
  const table = { SchemaName: 'lb_Thing', DisplayName: one, Attributes: [name] }
  assert.equal((await ask('POST', 'EntityDefinitions', table)).status, 204)
})

test('a choice is called by any name, also after the environment stopped, and gets a number when it has none', async (t) => {
  const { environment, folder, ask } = webApi(t)
  const names = ['Net 30 | 2=Net 60', 'a\\b \\| c', 'ends with \\', 'Paid (state 1)', '=']
  const Options = [
    { Value: 100_000_000, Label: label(names[0] ?? '') },
    ...names.slice(1).map((name) => ({ Label: label(name) })),
  ]
  assert.equal(
    (await ask('POST', attributes, { ...type('Picklist'), SchemaName: 'lb_Terms', OptionSet: { Options } })).status,
    204,
  )
  const OptionSet = { TrueOption: { Label: label('On | off') }, FalseOption: { Label: label('\\') } }
  await ask('POST', attributes, { ...type('Boolean'), SchemaName: 'lb_Switch', OptionSet })
  environment.close()
  const again = Environment.open(folder)
  t.after(() => again.close())
  for (const one of [environment, again]) {
    const columns = one.table('account')?.columns
    assert.deepEqual(
      [...(columns?.get('lb_terms')?.options ?? [])],
      names.map((name, at) => [100_000_000 + at, name]),
    )
    assert.deepEqual([...(columns?.get('lb_switch')?.options.values() ?? [])], ['\\', 'On | off'])
  }
})

test('a Yes/No column says its own names for both', async (t) => {
  const { ask } = webApi(t)
  const OptionSet = { TrueOption: { Value: 1, Label: label('On') }, FalseOption: { Value: 0, Label: label('Off') } }
  await ask('POST', attributes, { ...type('Boolean'), SchemaName: 'lb_Switch', OptionSet })
  await ask('POST', attributes, { ...type('Boolean'), SchemaName: 'lb_Plain' })
  const cast = 'Microsoft.Dynamics.CRM.BooleanAttributeMetadata'
  const { body: set } = await ask('GET', `${attributes}(LogicalName='lb_switch')/${cast}/OptionSet`)
  const names = [set.FalseOption, set.TrueOption].map((option) => (option as { Label: Facts }).Label.UserLocalizedLabel)
  assert.deepEqual(
    names.map((name) => (name as Facts).Label),
    ['Off', 'On'],
  )
  const formatted = async (value: boolean) => {
    const row = { name: 'x', lb_switch: value, lb_plain: value }
    const { body } = await ask('POST', 'accounts', row, { prefer: `${represented.prefer},odata.include-annotations="*"` })
    return ['lb_switch', 'lb_plain'].map((name) => body[`${name}@OData.Community.Display.V1.FormattedValue`])
  }
  assert.deepEqual(
    [await formatted(true), await formatted(false)],
    [
      ['On', 'Yes'],
      ['Off', 'No'],
    ],
  )
})
