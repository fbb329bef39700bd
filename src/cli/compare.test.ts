import assert from 'node:assert/strict'
import { test } from 'node:test'
import { command } from '../../test/support/command.ts'
import { changeRow, deleteRow } from '../../test/support/dynamics-rows.ts'
import { debmas } from '../../test/support/idocs.ts'
import { landbridge } from '../../test/support/landbridge.ts'

test('what differs is a line each and exit code 1; with --repair it is written again', async (t) => {
  const product = await landbridge(t)
  const compare = (...args: string[]) => command(['compare', ...args], { LANDBRIDGE_URL: product.url })
  const contacts = [{ PARNR: '0000071101', NAME1: 'Desk' }]
  await product.post(debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Muster' }, contacts }))
  await product.settled()
  const same = await compare('business-partner/4711')
  const asWritten = '1 object compared; Dynamics 365 holds all of it as it was written\n'
  assert.deepEqual([same.code, same.output, same.errors], [0, asWritten, ''])

  const [account] = await product.rows<{ accountid: string }>('accounts')
  const [contact] = await product.rows<{ contactid: string }>('contacts')
  await changeRow(product.dynamics, `accounts(${account?.accountid})`, { name: 'By\nhand', statecode: 1, statuscode: 2 })
  await deleteRow(product.dynamics, `contacts(${contact?.contactid})`)
  const lines = [
    'business-partner/4711  account  was left active, is inactive now',
    'business-partner/4711  account.name  written Muster, now By hand',
    'business-partner/4711  contact  is not in Dynamics 365 any more',
  ]
  const found = await compare('business-partner', 'material')
  assert.deepEqual(found.output.trimEnd().split('\n').toSorted(), lines)
  assert.equal(found.errors, '\nOf 1 object 1 differs; --repair writes what SAP said last again\n')
  assert.equal(found.code, 1)
  const json = await compare('business-partner', '--json')
  assert.equal(json.code, 1)
  assert.equal(JSON.parse(json.output).length, 2)

  const repaired = await compare('business-partner', '--repair', '--reason', 'by mistake')
  assert.equal(repaired.code, 0, repaired.errors)
  assert.match(repaired.output, /\nOf 1 object 1 differs; 1 message goes out to write it again: npx landbridge messages\n$/)
  await product.settled()
  assert.match((await compare('business-partner')).output, /^1 object compared; Dynamics 365 holds all/)
})

test('an interface that is not there is named, with those that are', async (t) => {
  const product = await landbridge(t)
  const { code, errors } = await command(['compare', 'orders'], { LANDBRIDGE_URL: product.url })
  assert.equal(code, 1)
  assert.match(errors, /^There is no interface orders\. There is: .*business-partner, /)
})
