import assert from 'node:assert/strict'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { command } from '../../test/support/command.ts'
import { debmas, debmasPacket } from '../../test/support/idocs.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { xiMessage } from '../../test/support/xi-messages.ts'

const folder = temporaryFolder({ after })

function file(xml: string): string {
  const name = join(folder, `${Math.random()}.xml`)
  writeFileSync(name, xml)
  return name
}

test('try prints what would be written, with the field of each value, and what would be emptied', async () => {
  const fields = { MSGFN: '005', NAME1: 'Beispiel GmbH', LAND1: 'QX', E1: '' }
  const { code, output } = await command(['try', file(debmas({ docnum: 5, customer: 4711, fields }))])
  assert.equal(code, 0)
  assert.match(
    output,
    /^IDoc 5 → business-partner\/4711\n {2}upsert account accountnumber 0000004711\n {4}name +Beispiel GmbH +E1KNA1M\/NAME1/,
  )
  assert.match(output, /empty: telephone1, telephone2/)
  assert.match(output, /warning: 'QX' \(E1KNA1M\/LAND1\) is not in the value mapping country/)
})

test('try takes a packet of many, and JSON keeps decimals exact', async () => {
  const fields = { MSGFN: '005', UMSA1: '99999999999.99', UWAER: 'EUR' }
  const packet = debmasPacket([
    { docnum: 1, customer: 1, fields },
    { docnum: 2, customer: 2 },
  ])
  const { code, output } = await command(['try', '--json', file(packet)])
  assert.equal(code, 0)
  assert.match(output, /"value": 99999999999\.99,/)
  assert.equal(JSON.parse(output).length, 2)
})

test('try takes an XI message, and says when no interface does', async () => {
  const { code, errors } = await command(['try', file(xiMessage({ interface: 'SI_Other' }).body)])
  assert.deepEqual(
    [code, /No interface takes documents of the proxy interface SI_Other in urn:example:fi/.test(errors)],
    [1, true],
  )
})

test('what would be held, and what is no IDoc, ends with 1 and the sentence', async () => {
  const held = await command(['try', file(debmas({ docnum: 5, customer: '' }))])
  assert.equal(held.code, 1)
  assert.match(held.output, /held: IDoc 0000000000000005 has no KUNNR/)
  const broken = await command(['try', file('<DEBMAS07><IDOC></DEBMAS07>')])
  assert.equal(broken.code, 1)
  assert.match(broken.errors, /line 1, column \d+/)
})

test('try says what is wrong with an interface of your own, which would be lost without a word', async () => {
  const interfaces = join(import.meta.dirname, '..', '..', 'examples', 'own-interface', 'interfaces')
  const own = join(folder, 'interfaces')
  cpSync(interfaces, own, { recursive: true })
  const src = join(import.meta.dirname, '..')
  for (const name of ['interface.ts', 'tables.ts']) {
    const path = join(own, 'sales-order', name)
    const text = readFileSync(path, 'utf8').replaceAll('../../../../src', src)
    writeFileSync(path, text.replace('own_type: field', 'own_typo: field'))
  }
  const order = join(interfaces, 'sales-order', 'examples', 'order.idoc.xml')
  const { code, output, errors } = await command(['try', order], { LANDBRIDGE_INTERFACES: own })
  assert.equal(code, 1)
  assert.match(output, /upsert own_order own_number 0000030815/)
  assert.equal(
    errors,
    '✗ sales-order: own_order does not declare the column own_typo; add it to tables.ts\nThe interface is not as it should be\n',
  )
})
