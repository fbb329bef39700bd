import assert from 'node:assert/strict'
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { command, launched } from '../../test/support/command.ts'
import { changeFile, ownProject } from '../../test/support/own-project.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'

/** A project with the example interface; its commands, and the files of its examples. */
function projectOf(t: TestContext, settings: object = {}) {
  const folder = temporaryFolder(t)
  const own = join(ownProject(folder, settings), 'sales-order')
  return {
    run: (...args: string[]) => command(['test', ...args], {}, folder),
    launched: (...args: string[]) => launched(['test', ...args], {}, folder),
    example: (name: string) => join(own, 'examples', name),
    rules: join(own, 'interface.ts'),
  }
}

test('test maps the examples of all interfaces, delivered and your own, and ends well when all are as expected', async (t) => {
  // What a project says of its systems is no matter of the delivered examples.
  const systems = { S4HCLNT100: { timeZone: 'Europe/Berlin' } }
  const { run } = projectOf(t, { systems, interfaces: { 'credit-limit': { amounts: 'two-decimals' } } })
  const { code, output, errors } = await run()
  assert.equal(code, 0, output)
  assert.match(output, /^✓ business-partner: \d+ examples$/m)
  assert.match(output, /^✓ inventory: \d+ examples$/m)
  assert.match(output, /^✓ sales-order: 2 examples\n\n\d+ examples, all as expected\n$/m)
  assert.match(
    errors,
    /^With the settings of landbridge\.config\.ts: S4HCLNT100 sends times of Europe\/Berlin; .*sales-order of interfaces$/m,
  )
})

test('a value that is another is shown with what was expected; --write writes it down, and nothing else', async (t) => {
  const { run, rules, example } = projectOf(t)
  changeFile(rules, (text) => text.replace("own_quantity: decimal('MENGE')", "own_quantity: decimal('NETWR')"))
  const before = readFileSync(example('no-number.held.txt'), 'utf8')
  const failing = await run('sales-order')
  assert.equal(failing.code, 1)
  assert.equal(
    failing.output,
    `✗ sales-order: 2 examples, 1 not as expected
  ✗ ${join('interfaces', 'sales-order', 'examples', 'order.idoc.xml')}
    sales-order/0000030815, own_orderitem 0000030815-10, own_quantity
      expected  2
      actual    4980
    sales-order/0000030815, own_orderitem 0000030815-20, own_quantity
      expected  4
      actual    120
`,
  )
  assert.match(
    failing.errors,
    /^1 of 2 examples is not as expected; what is right now is written by npx landbridge test --write$/m,
  )
  const written = await run('--write')
  assert.equal(written.code, 0, written.output)
  assert.deepEqual(written.output.match(/^wrote .*$/gm), [
    `wrote ${join('interfaces', 'sales-order', 'examples', 'order.writes.json')}`,
  ])
  assert.match(readFileSync(example('order.writes.json'), 'utf8'), /"own_quantity": 4980,/)
  assert.equal(readFileSync(example('no-number.held.txt'), 'utf8'), before)
  assert.equal((await run('sales-order')).code, 0)
})

test('an example with nothing beside it fails until --write has written it', async (t) => {
  const { run, example } = projectOf(t)
  rmSync(example('order.writes.json'))
  rmSync(example('no-number.held.txt'))
  const { code, output } = await run('sales-order')
  assert.equal(code, 1)
  assert.match(output, /there is no order\.writes\.json\n +actual +rows are written\n/)
  assert.match(output, /there is no no-number\.held\.txt\n +actual +held: IDoc 0000000000790002 has no /)
  assert.equal((await run('sales-order', '--write')).code, 0)
  assert.ok(existsSync(example('order.writes.json')) && existsSync(example('no-number.held.txt')))
})

test('a document that is held and should not be, or is held for another reason, is told by the sentences', async (t) => {
  const { run, example } = projectOf(t)
  cpSync(example('no-number.idoc.xml'), example('order.idoc.xml'))
  writeFileSync(example('no-number.held.txt'), 'It is too late.\n')
  const { code, output } = await run('sales-order')
  assert.equal(code, 1)
  assert.match(output, /outcome\n +expected +rows are written\n +actual +held: IDoc 0000000000790002 has no /)
  assert.match(output, /outcome\n +expected +held: It is too late\.\n +actual +held: IDoc 0000000000790002 has no /)
  assert.equal((await run('sales-order', '--write')).code, 0)
  assert.ok(!existsSync(example('order.writes.json')), 'what it no longer maps to is gone')
})

test('an example with two outcomes beside it, or one that cannot be read, fails until --write has put it right', async (t) => {
  const { run, example } = projectOf(t)
  writeFileSync(example('order.held.txt'), 'It is too late.\n')
  const two = await run('sales-order')
  assert.match(two.output, /there are order\.writes\.json and order\.held\.txt\n/)
  writeFileSync(example('order.writes.json'), '[{')
  rmSync(example('order.held.txt'))
  const broken = await run('sales-order')
  assert.match(broken.output, /order\.writes\.json cannot be read\n +actual +\S/)
  assert.deepEqual([two.code, broken.code], [1, 1])
  assert.equal((await run('sales-order', '--write')).code, 0)
})

test('--write does not make right what cannot be: a document that is none, that nobody or another interface takes, a column that is not there', async (t) => {
  const { run, launched, example, rules } = projectOf(t)
  writeFileSync(example('broken.idoc.xml'), '<ORDERS05><IDOC></ORDERS05>')
  const other = readFileSync(example('order.idoc.xml'), 'utf8')
  writeFileSync(example('reply.idoc.xml'), other.replace('>ORDERS<', '>DELVRY<').replace('>ORDERS05<', '>DELVRY07<'))
  const customer = join(import.meta.dirname, '..', 'interfaces', 'business-partner', 'examples', 'update-phone.idoc.xml')
  cpSync(customer, example('customer.idoc.xml'))
  const { code, output } = await run('sales-order', '--write')
  assert.equal(code, 1)
  assert.match(output, /broken\.idoc\.xml\n +cannot be mapped\n +actual +.*line 1, column \d+/)
  assert.match(output, /reply\.idoc\.xml\n +cannot be mapped\n +actual +No interface takes documents of message type DELVRY\n/)
  assert.match(
    output,
    /customer\.idoc\.xml\n +the interface that takes it\n +expected +sales-order\n +actual +business-partner\n/,
  )
  for (const name of ['broken', 'reply', 'customer']) {
    assert.ok(!existsSync(example(`${name}.writes.json`)) && !existsSync(example(`${name}.held.txt`)))
    rmSync(example(`${name}.idoc.xml`))
  }
  changeFile(rules, (text) => text.replace('own_type: field', 'own_typo: field'))
  // The rules were read before, so a process of its own reads them as they are now.
  const problem = await launched('sales-order', '--write')
  assert.equal(problem.code, 1)
  assert.match(problem.output, /^✗ sales-order: 2 examples\n +sales-order: own_order does not declare the column own_typo/m)
  assert.match(problem.errors, /^The interface is not as it should be$/m)
})

test('an interface without examples is no failure, and one that does not exist is named with those that do', async (t) => {
  const { run, example } = projectOf(t)
  rmSync(join(example('.')), { recursive: true })
  const none = await run('sales-order')
  assert.deepEqual([none.code, none.output], [0, '✓ sales-order: no examples\n\n0 examples, all as expected\n'])
  const unknown = await run('sales-orders')
  assert.equal(unknown.code, 1)
  assert.match(unknown.errors, /^There is no interface sales-orders; there is address, business-partner, .*, sales-order$/m)
})
