import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { command, launched } from '../../test/support/command.ts'
import { asAdmin } from '../../test/support/credentials.ts'
import { debmas, debmasPacket } from '../../test/support/idocs.ts'
import { landbridge } from '../../test/support/landbridge.ts'
import { changeFile, ownProject } from '../../test/support/own-project.ts'
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
  const { code, output } = await launched(['try', file(debmas({ docnum: 5, customer: 4711, fields }))])
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

test('try takes the payload of an XI message alone, and says when nobody can tell whose it is', async () => {
  const limit = (namespace: string) =>
    file(
      `<n:CreditAccount xmlns:n="${namespace}"><Account><Customer>4711</Customer><CreditSegment>0000</CreditSegment></Account></n:CreditAccount>`,
    )
  const known = await command(['try', limit('urn:landbridge:credit')])
  assert.match(known.output, /^Payload → credit-limit\//)
  const unknown = await command(['try', limit('urn:example:credit')])
  assert.equal(unknown.code, 1)
  assert.match(unknown.errors, /should it be the payload of one alone, say of which interface: credit-limit, invoice$/m)
  const named = await command(['try', '--interface', 'credit-limit', limit('urn:example:credit')])
  assert.equal(named.output, known.output)
})

test('what would be held, and what is no IDoc, ends with 1 and the sentence', async () => {
  const held = await command(['try', file(debmas({ docnum: 5, customer: '' }))])
  assert.equal(held.code, 1)
  assert.match(held.output, /held: IDoc 0000000000000005 has no KUNNR/)
  const broken = await command(['try', file('<DEBMAS07><IDOC></DEBMAS07>')])
  assert.equal(broken.code, 1)
  assert.match(broken.errors, /line 1, column \d+/)
})

test('try says what is wrong with an interface of your own, which would be lost without a word', async (t) => {
  const project = temporaryFolder(t)
  const own = ownProject(project)
  changeFile(join(own, 'sales-order', 'interface.ts'), (text) => text.replace('own_type: field', 'own_typo: field'))
  const order = join(own, 'sales-order', 'examples', 'order.idoc.xml')
  const { code, output, errors } = await command(['try', order], { LANDBRIDGE_INTERFACES: own })
  assert.equal(code, 1)
  assert.match(output, /upsert own_order own_number 0000030815/)
  assert.match(
    errors,
    /^✗ sales-order: own_order does not declare the column own_typo; add it to tables\.ts\nThe interface is not as it should be\n$/m,
  )
})

test('a function of your own that throws is named with its place, and does not end the others', async (t) => {
  const project = temporaryFolder(t)
  const own = ownProject(project)
  changeFile(join(own, 'sales-order', 'interface.ts'), (text) =>
    text
      .replace("own_type: field('E1EDK01/BSART'),", "own_type: { ...field('E1EDK01/BSART'), read: () => missing.it },\n")
      .concat('\ndeclare const missing: { it: never }\n'),
  )
  const order = join(own, 'sales-order', 'examples', 'order.idoc.xml')
  const { code, output } = await command(['try', order, file(debmas({ docnum: 5, customer: 4711 }))], {}, project)
  assert.equal(code, 1)
  assert.match(output, /^account +upsert +1$/m)
  assert.match(output, /^ {2}1 × ReferenceError: missing is not defined \(.*interfaces\/sales-order\/interface\.ts:\d+\)$/m)
})

test('try maps with the settings where there are any, needs none of their secrets, and says which it took', async (t) => {
  const project = temporaryFolder(t)
  const systems = { S4HCLNT100: { timeZone: 'Europe/Berlin' } }
  const environments = { test: { systems }, prod: {} }
  const interfaces = {
    'credit-limit': { amounts: 'two-decimals' },
    material: { changedSegments: 'whole' },
    inventory: { enabled: false },
  }
  ownProject(project, { environments, interfaces })
  const example = (name: string) => join(import.meta.dirname, '..', 'interfaces', ...name.split('/'))
  const environment = { LANDBRIDGE_ENVIRONMENT: 'test' }

  const stock = await command(['try', example('inventory/examples/consignment.idoc.xml')], environment, project)
  assert.equal(stock.code, 0, stock.errors)
  assert.match(stock.output, /lb_asof +2026-11-03T05:00:00Z/)
  assert.equal(
    stock.errors,
    'With the settings of landbridge.config.ts, environment test: S4HCLNT100 sends times of Europe/Berlin; amounts of credit-limit have two decimals; changed segments of material are whole; inventory is switched off, so that all of it would be held until it is switched on; sales-order of interfaces; value mappings of the files\n',
  )
  const limits = readFileSync(example('credit-limit/examples/limits.xi.xml'), 'utf8')
  const yen = join(project, 'yen.xml')
  writeFileSync(yen, limits.replaceAll('<Currency>EUR<', '<Currency>JPY<'))
  const { output } = await command(['try', yen], environment, project)
  assert.match(output, /lb_creditlimit +25000000 /)
  // From elsewhere, the folder beside the config file is the one that counts.
  const config = { LANDBRIDGE_CONFIG: join(project, 'landbridge.config.ts'), LANDBRIDGE_ENVIRONMENT: 'prod' }
  const order = await command(['try', join(project, 'interfaces', 'sales-order', 'examples', 'order.idoc.xml')], config)
  assert.equal(order.code, 0, order.errors)
  assert.match(order.errors, /, environment prod: times are UTC;/)
})

test('a setting that is wrong, and an environment nobody chose, are named before anything is tried', async (t) => {
  const project = temporaryFolder(t)
  ownProject(project, { environments: { test: {} } })
  const idoc = file(debmas({ docnum: 5, customer: 4711 }))
  const unsaid = await command(['try', idoc], {}, project)
  assert.deepEqual([unsaid.code, unsaid.output], [2, ''])
  assert.match(unsaid.errors, /^LANDBRIDGE_ENVIRONMENT is not set; .* has test$/m)
  const other = temporaryFolder(t)
  ownProject(other, { interfaces: { nonsense: {} } })
  const wrong = await command(['try', idoc], {}, other)
  assert.deepEqual([wrong.code, wrong.output], [2, ''])
  assert.match(wrong.errors, /^interfaces names 'nonsense', which is no interface/)
})

test('of a folder try gives counts and reasons with their files, and one bad file keeps out no other', async (t) => {
  const documents = temporaryFolder(t)
  const write = (name: string, xml: string) => writeFileSync(join(documents, name), xml)
  const fields = { MSGFN: '005', NAME1: 'Beispiel', LAND1: 'QX' }
  write('a.xml', debmasPacket([4711, 4712, 4713].map((customer, index) => ({ docnum: index + 1, customer, fields }))))
  for (const number of [5, 6, 7, 8]) write(`no-customer-${number}.xml`, debmas({ docnum: number, customer: '' }))
  write('other.xml', xiMessage({ interface: 'SI_Other' }).body)
  write('broken.xml', '<DEBMAS07><IDOC></DEBMAS07>')
  write('notes.txt', 'no document')

  const { code, output, errors } = await command(['try', documents])
  assert.equal(code, 1)
  assert.match(output, /^8 documents in 7 files, 7 objects\n\ntable +operation +rows\naccount +upsert +3\n\n/)
  assert.match(
    output,
    /^✗ 4 objects would be held\n {2}4 × such as: IDoc 0000000000000005 has no KUNNR .*\n +in \S+no-customer-5\.xml, \S+-6\.xml, \S+-7\.xml and 1 more file\n\n/m,
  )
  assert.match(output, /^✗ 1 document cannot be mapped\n {2}1 × No interface takes documents of the proxy interface SI_Other/m)
  assert.match(output, /^✗ 1 file cannot be read\n {2}1 × .* line 1, column \d+.*\n +in \S+broken\.xml$/m)
  assert.match(output, /^3 warnings, which hold nothing up\n {2}3 × 'QX' \(E1KNA1M\/LAND1\) is not in the value mapping country/m)
  assert.match(errors, /^4 objects would be held, 1 document cannot be mapped, 1 file cannot be read$/m)

  const json = await command(['try', '--json', join(documents, 'a.xml'), join(documents, 'no-customer-*.xml')])
  assert.equal(json.code, 1)
  const { held, rows, ...counts } = JSON.parse(json.output)
  assert.deepEqual(rows, [{ table: 'account', operation: 'upsert', rows: 3 }])
  assert.deepEqual([held.length, held[0].count, held[0].files.length], [1, 4, 4])
  assert.deepEqual([counts.files, counts.documents, counts.objects, counts.notTaken, counts.notRead], [5, 7, 7, [], []])
  const good = await command(['try', join(documents, 'a.xml'), join(documents, '?.xml')])
  assert.equal(good.code, 0, 'one file that was named twice is one')
  assert.match(good.output, /^IDoc 1 → business-partner\/4711/)
})

test('with --live try maps with the value mappings as people changed them, and says when no Landbridge runs', async (t) => {
  const product = await landbridge(t)
  const idoc = file(debmas({ docnum: 5, customer: 4711, fields: { MSGFN: '005', LAND1: 'QX' } }))
  const changed = await fetch(`${product.url}/api/value-mappings/business-partner/country/QX`, {
    method: 'PUT',
    headers: { ...asAdmin, 'content-type': 'application/json' },
    body: JSON.stringify({ value: 'Quxland' }),
  })
  assert.equal(changed.status, 200, await changed.text())
  const country = (output: string) => /address1_country +(\S+)/.exec(output)?.[1]
  const live = await command(['try', '--live', idoc], { LANDBRIDGE_URL: product.url })
  assert.deepEqual([live.code, country(live.output)], [0, 'Quxland'])
  assert.match(live.errors, /value mappings as they are at http:/)
  assert.equal(country((await command(['try', idoc])).output), 'QX')
  const none = await command(['try', '--live', idoc], { LANDBRIDGE_URL: 'http://127.0.0.1:9' })
  assert.deepEqual([none.code, /^No Landbridge answers at/m.test(none.errors)], [1, true])
})
