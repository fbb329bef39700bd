import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributes, type Facts, label, type } from '../../../../test/support/definitions.ts'
import { represented, webApi } from '../../../../test/support/web-api.ts'

test('of labels in several languages the English one is shown, and the first where none is English', async (t) => {
  const { ask } = webApi(t)
  const german = { Label: 'Deutsch', LanguageCode: 1031 }
  const both = { LocalizedLabels: [german, { Label: 'English', LanguageCode: 1033 }] }
  await ask('POST', attributes, { ...type('Memo'), SchemaName: 'lb_Both', MaxLength: 9, DisplayName: both })
  const one = { LocalizedLabels: [german] }
  await ask('POST', attributes, { ...type('Memo'), SchemaName: 'lb_German', MaxLength: 9, DisplayName: one })
  const shown = async (name: string) => {
    const { body } = await ask('GET', `${attributes}(LogicalName='${name}')?$select=DisplayName`)
    return (body.DisplayName as { UserLocalizedLabel: Facts }).UserLocalizedLabel.Label
  }
  assert.deepEqual([await shown('lb_both'), await shown('lb_german')], ['English', 'Deutsch'])
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
