import assert from 'node:assert/strict'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { command, launched } from '../../test/support/command.ts'
import { basic } from '../../test/support/credentials.ts'
import { debmasPacket } from '../../test/support/idocs.ts'
import { landbridge } from '../../test/support/landbridge.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { xiMessage } from '../../test/support/xi-messages.ts'
import { idocPackets } from './idoc-packets.ts'

const folder = temporaryFolder({ after })

const customers = (from: number, to: number) =>
  debmasPacket(
    Array.from({ length: to - from + 1 }, (_, index) => ({
      docnum: from + index,
      customer: from + index,
      fields: { NAME1: `Müller ${from + index}` },
    })),
  )

test('a load stores every IDoc, does not wait for more than it may, and goes on where it was', async (t) => {
  const product = await landbridge(t)
  const environment = { LANDBRIDGE_URL: product.url, LANDBRIDGE_DATA: join(folder, 'data') }
  const file = join(folder, 'customers.xml')
  writeFileSync(file, customers(1, 250))
  const loaded = await launched(['load', '--packet', '40', '--ahead', '60', file], environment)
  assert.deepEqual([loaded.code, loaded.output, loaded.errors], [0, '250 IDocs stored\n', ''])
  await product.settled()
  assert.equal((await product.rows('accounts')).length, 250)
  const [row] = await product.rows<{ name: string }>("accounts?$filter=accountnumber eq '0000000250'")
  assert.equal(row?.name, 'Müller 250')

  const again = await command(['load', file], environment)
  assert.deepEqual(
    [again.code, again.output],
    [0, 'There is nothing left to load, as load.json in the data folder says; remove it to load these files once more\n'],
  )
  const fromTheStart = await command(['load', file], { ...environment, LANDBRIDGE_DATA: join(folder, 'other') })
  assert.equal(fromTheStart.output, '250 IDocs stored, 250 of them not for the first time\n')
})

test('XI messages are loaded as well, one a file, beside IDocs, each once', async (t) => {
  const product = await landbridge(t)
  const environment = { LANDBRIDGE_URL: product.url, LANDBRIDGE_DATA: join(folder, 'xi') }
  const own = join(folder, 'both')
  mkdirSync(own)
  writeFileSync(join(own, 'customers.xml'), customers(1, 2))
  const message = readFileSync('src/interfaces/invoice/examples/invoices.xi.xml', 'utf8')
  writeFileSync(join(own, 'first.xi.xml'), message)
  const first = await command(['load', own], environment)
  assert.deepEqual([first.code, first.output, first.errors], [0, '2 IDocs and 1 XI message stored\n', ''])
  // What came before it is not sent again.
  const id = '00155d4c-7e01-1fd0-aa50-000000760001'
  writeFileSync(join(own, 'second.xi.xml'), message.replaceAll(id, id.replace(/1$/, '2')))
  const second = await command(['load', own], environment)
  assert.deepEqual([second.code, second.output], [0, '1 XI message stored; it went on where it was\n'])
  const third = await command(['load', own], environment)
  assert.match(third.output, /^There is nothing left to load/)
  await command(['load', own], { ...environment, LANDBRIDGE_DATA: join(folder, 'xi again') })
  const { items } = await product.get<{ items: { interface: string }[] }>('/api/messages')
  assert.equal(items.filter((one) => one.interface === 'invoice').length, 2)
})

test('a load that cannot note how far it is ends, and says what to do', async (t) => {
  const product = await landbridge(t)
  const file = join(folder, 'unnoted.xml')
  writeFileSync(file, customers(1, 3))
  const unnoted = await command(['load', file], { LANDBRIDGE_URL: product.url, LANDBRIDGE_DATA: '/proc/landbridge' })
  assert.equal(unnoted.code, 1)
  assert.match(
    unnoted.errors,
    /^What is stored cannot be noted in \/proc\/landbridge\/load\.json \(ENOENT: .*\); set LANDBRIDGE_DATA to a folder that can be written\n$/,
  )
})

test('an IDoc that is wrong is named and keeps out no other', async (t) => {
  const product = await landbridge(t)
  const environment = { LANDBRIDGE_URL: product.url, LANDBRIDGE_DATA: join(folder, 'wrong') }
  const file = join(folder, 'wrong.xml')
  writeFileSync(
    file,
    customers(1, 3)
      .replace('<MESTYP>DEBMAS</MESTYP>', '<MESTYP>UNKNOWN</MESTYP>')
      .replace('<IDOCTYP>DEBMAS07', '<IDOCTYP>ZUNKNOWN'),
  )
  const loaded = await command(['load', file], environment)
  assert.equal(loaded.code, 1)
  assert.equal(loaded.output, '2 IDocs stored\n')
  assert.match(loaded.errors, /✗ .*wrong\.xml: No interface takes ZUNKNOWN[\s\S]*1 not taken; correct what the lines say/)
})

test('a load that is not let in ends there, and says why once', async (t) => {
  const product = await landbridge(t)
  const environment = { LANDBRIDGE_URL: product.url, LANDBRIDGE_DATA: join(folder, 'shut-out') }
  const file = join(folder, 'shut-out.xml')
  writeFileSync(file, customers(1, 50))
  for (let guess = 0; guess < 10; guess++) await fetch(`${product.url}/idoc`, { headers: basic('S4HCLNT100', `guess ${guess}`) })
  const loaded = await command(['load', '--packet', '50', file], environment)
  assert.equal(loaded.code, 1)
  assert.match(loaded.errors, /^Too many different passwords from 127\.0\.0\.1 were wrong; .*\(HTTP 429\)\n$/)
})

test('what holds no IDocs, or only a part of one, is named and not taken for loaded', async (t) => {
  const product = await landbridge(t)
  const environment = { LANDBRIDGE_URL: product.url, LANDBRIDGE_DATA: join(folder, 'nothing') }
  const files = { 'empty.xml': '', 'notes.xml': '<notes/>', 'proxy.xml': xiMessage().body }
  const names = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  })
  for (const time of ['first', 'second']) {
    const loaded = await command(['load', ...names], environment)
    assert.equal(loaded.code, 1, time)
    assert.match(
      loaded.errors,
      /empty\.xml holds no IDoc in XML\n✗ .*notes\.xml holds no IDoc.*\n✗ .*proxy\.xml: No interface takes .*\(HTTP 500\)/,
    )
  }
  const cut = join(folder, 'cut.xml')
  writeFileSync(cut, customers(1, 3).slice(0, -40))
  const loaded = await command(['load', cut], environment)
  assert.equal(loaded.code, 1)
  assert.match(loaded.errors, /cut\.xml ends within the IDoc that begins at byte \d+/)
  writeFileSync(cut, customers(1, 3))
  assert.equal((await command(['load', cut], environment)).output, '3 IDocs stored, 2 of them not for the first time\n')
})

test('an element around IDocs may be called like them', async () => {
  const file = join(folder, 'idocs.xml')
  writeFileSync(file, '<IDOCS><IDOC BEGIN="1">a</IDOC><IDOC>b</IDOC></IDOCS>')
  const [packet] = await Array.fromAsync(idocPackets(file, { from: 0, size: 10 }))
  assert.match(packet?.body.toString() ?? '', /^<\?xml[^>]*>\n<IDOCS><IDOC BEGIN="1">a<\/IDOC><IDOC>b<\/IDOC><\/IDOCS>$/)
})

test('a file of any size is read in packets, and from where it was left', async () => {
  const file = join(folder, 'packets.xml')
  writeFileSync(file, '<?xml version="1.0" encoding="ISO-8859-1"?>\n<DEBMAS07>')
  for (let number = 0; number < 3000; number++)
    appendFileSync(file, `<IDOC BEGIN="1"><A>${'x'.repeat(100)}${number}</A></IDOC>\n`)
  appendFileSync(file, '</DEBMAS07>')
  const packets = []
  for await (const packet of idocPackets(file, { from: 0, size: 700 })) packets.push(packet)
  assert.deepEqual(
    packets.map(({ idocs }) => idocs),
    [700, 700, 700, 700, 200],
  )
  assert.match(
    packets[0]?.body.toString() ?? '',
    /^<\?xml version="1.0" encoding="ISO-8859-1"\?>\n<DEBMAS07><IDOC BEGIN="1">[\s\S]*<\/IDOC><\/DEBMAS07>$/,
  )
  const [rest] = [await Array.fromAsync(idocPackets(file, { from: packets[3]?.end ?? 0, size: 700 }))]
  assert.deepEqual(
    rest?.map(({ idocs }) => idocs),
    [200],
  )
  assert.match(rest?.[0]?.body.toString() ?? '', /x2800<\/A>/)
})
