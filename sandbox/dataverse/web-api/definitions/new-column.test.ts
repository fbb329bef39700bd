import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, attributes, type Facts, label, type } from '../../../../test/support/definitions.ts'
import { errorOf, represented, webApi } from '../../../../test/support/web-api.ts'

/** A new column, a value it takes and one it refuses with this code. */
const columns: [Facts, unknown, unknown, string][] = [
  [{ ...type('String'), SchemaName: 'lb_Text', MaxLength: 3 }, 'abc', 'abcd', '0x80044331'],
  [{ ...type('Memo'), SchemaName: 'lb_Memo', MaxLength: 5000 }, 'x'.repeat(5000), 'x'.repeat(5001), '0x80044331'],
  [{ ...type('Integer'), SchemaName: 'lb_Whole', MinValue: 0, MaxValue: 9 }, 9, 10, '0x8004432F'],
  [{ ...type('BigInt'), SchemaName: 'lb_Big' }, 9007199254740991, 0.5, '0x80048d19'],
  [{ ...type('Decimal'), SchemaName: 'lb_Decimal', MaxValue: 1 }, 0.5, 1.5, '0x80044330'],
  [{ ...type('Double'), SchemaName: 'lb_Double' }, 0.5, '0.5', '0x80048d19'],
  [{ ...type('Money'), SchemaName: 'lb_Money', MinValue: 0 }, 12.5, -1, '0x80044330'],
  [{ ...type('Boolean'), SchemaName: 'lb_YesNo' }, true, 1, '0x80048d19'],
  [
    { ...type('DateTime'), SchemaName: 'lb_Day', DateTimeBehavior: { Value: 'DateOnly' } },
    '2026-01-31',
    '2026-01-32',
    '0x80048d19',
  ],
  [{ ...type('DateTime'), SchemaName: 'lb_Moment' }, '2026-01-31T00:00:00Z', 'now', '0x80048d19'],
  [
    { ...type('Picklist'), SchemaName: 'lb_Choice', OptionSet: { Options: [{ Value: 100000000, Label: label('A') }] } },
    100000000,
    1,
    '0x8004431A',
  ],
]

for (const [definition, good, bad, code] of columns) {
  test(`a column ${definition.SchemaName} is added and holds what its type holds`, async (t) => {
    const { ask } = webApi(t)
    assert.equal((await ask('POST', attributes, { ...definition, DisplayName: label('Of ours') })).status, 204)
    const name = String(definition.SchemaName).toLowerCase()
    const { body } = await ask('POST', 'accounts', { name: 'x', [name]: good }, represented)
    assert.equal(body[name], good)
    const refused = await ask('POST', 'accounts', { name: 'x', [name]: bad })
    assert.deepEqual([refused.status, errorOf(refused).code], [400, code])
    const { body: described } = await ask('GET', `${account}/Attributes(LogicalName='${name}')`)
    assert.equal(described.IsCustomAttribute, true)
  })
}

test('a large whole number keeps its digits', async (t) => {
  const { ask } = webApi(t)
  await ask('POST', attributes, { ...type('BigInt'), SchemaName: 'lb_Big' })
  const { text } = await ask('POST', 'accounts', '{"name":"x","lb_big":9223372036854775807}', represented)
  assert.match(text, /"lb_big":9223372036854775807\D/)
  const described = await ask('GET', `${attributes}(LogicalName='lb_big')?$select=MinValue`)
  assert.match(described.text, /"MinValue":-9223372036854775808\D/)
})
