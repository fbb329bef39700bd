import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { pino } from 'pino'
import { type FreshDatabase, freshDatabase } from '../../../test/support/database.ts'
import { flatDebmas, we60 } from '../../../test/support/flat-idocs.ts'
import { debmas, debmasPacket, docnum } from '../../../test/support/idocs.ts'
import { until } from '../../../test/support/until.ts'
import { FreshDocuments } from '../../engine/fresh-documents.ts'
import { receiver } from '../../engine/receive.ts'
import { knownLayouts, LayoutFolders } from '../../idoc/layout-folders.ts'
import { loadInterfaces } from '../../interfaces/load.ts'
import { readDocument } from '../../mapping/read-document.ts'
import type { Accept } from '../../message/arrival.ts'
import { Unavailable } from '../../message/errors.ts'
import { type IdocFileOptions, startIdocFile } from './idoc-file.ts'

const interfaces = await loadInterfaces()
const root = mkdtempSync(join(tmpdir(), 'landbridge-idocs-'))
const metadataFolder = join(root, 'we60')
mkdirSync(metadataFolder)
writeFileSync(join(metadataFolder, 'debmas07.txt'), we60())
const metadata = new LayoutFolders()
metadata.add(metadataFolder)
knownLayouts.add(metadataFolder)

let database: FreshDatabase
let accept: Accept

before(async () => {
  database = await freshDatabase()
  accept = receiver({ sql: database.sql, interfaces, fresh: new FreshDocuments(), arrived: () => {} })
})
after(async () => {
  await database.drop()
  rmSync(root, { recursive: true, force: true })
})
beforeEach(() => database.sql`truncate lane, queue_entry, delivery, attempt, message, message_identity, audit`)

const flat = [1, 2, 3].map((number) => flatDebmas({ docnum: number, customer: `471${number}`, name: 'Müller & Söhne' }))

const taken: [claim: string, name: string, content: string | Buffer, contentType: string, idocs: number][] = [
  [
    'a packet of IDoc XML',
    'customers.xml',
    debmasPacket([
      { docnum: 1, customer: 4711 },
      { docnum: 2, customer: 4712 },
    ]),
    'text/xml',
    2,
  ],
  [
    'IDoc XML in UTF-16',
    'customers.idoc',
    Buffer.from(`\ufeff${debmas({ docnum: 1, customer: 4711 }).replace('UTF-8', 'UTF-16')}`, 'utf16le'),
    'text/xml',
    1,
  ],
  ['a flat file named as a file port names it', 'O_100_0000000000000001', flat.join(''), 'text/x-idoc; charset=utf-8', 3],
  ['a flat file with byte order mark', 'debmas.txt', `\ufeff${flat[0]}`, 'text/x-idoc; charset=utf-8', 1],
  [
    'a flat file in UTF-16',
    'debmas.dat',
    Buffer.from(`\ufeff${flat.join('')}`, 'utf16le').swap16(),
    'text/x-idoc; charset=utf-16',
    3,
  ],
  [
    'a flat file of a system without Unicode',
    'DEBMAS',
    Buffer.from(flat.join('').replaceAll('_U', '  '), 'latin1'),
    'text/x-idoc; charset=iso-8859-1',
    3,
  ],
  ['a name as long as names can be', `${'ü'.repeat(120)}.xml`, debmas({ docnum: 1, customer: 4711 }), 'text/xml', 1],
]

for (const [claim, name, content, contentType, idocs] of taken) {
  test(`${claim}: its IDocs are stored and can be read again, then it lies in done`, async (t) => {
    const folder = await watched(t)
    writeFileSync(join(folder, name), content)
    await until('the file is done', async () => namesIn(folder, 'done').length === 1)
    const messages = await stored()
    assert.deepEqual(
      messages.map((message) => [message.channel, message.system, message.idoc, message.contentType]),
      Array.from({ length: idocs }, (_, index) => ['idoc-file', 'S4HCLNT100', docnum(index + 1), contentType]),
    )
    for (const { payload, contentType, idoc } of messages) {
      const { header, segments } = readDocument(payload, contentType)
      assert.equal(header.DOCNUM, idoc)
      assert.equal(segments[0]?.fields.KUNNR, `000000471${Number(idoc)}`)
      if (contentType !== 'text/xml') assert.equal(segments[0]?.fields.NAME1, 'Müller & Söhne')
    }
    const [done = ''] = namesIn(folder, 'done')
    assert.ok(done.endsWith(name.slice(-60)), done)
    assert.deepEqual(readFileSync(join(folder, 'done', done)), Buffer.from(content))
    assert.deepEqual([namesIn(folder), namesIn(folder, 'work'), namesIn(folder, 'failed')], [[], [], []])
  })
}

test('a file that comes again, under the same name, is kept too, and its IDocs are no new messages', async (t) => {
  const folder = await watched(t)
  for (const times of [1, 2]) {
    writeFileSync(join(folder, 'customers.xml'), debmas({ docnum: 1, customer: 4711 }))
    await until('the file is done', async () => namesIn(folder, 'done').length === times)
  }
  assert.equal((await stored()).length, 1)
})

const refused: [claim: string, content: string | Buffer, says: RegExp, options?: Partial<IdocFileOptions>][] = [
  ['XML that is not well-formed', '<A>\n<B></A>', /not well-formed XML at line 2/],
  ['neither XML nor a flat IDoc', 'Name;Ort\nMüller;Ulm', /Line 1 begins with 'Name;Ort', but a flat IDoc begins with/],
  ['an empty file', '', /The file is empty/],
  ['a type no interface takes', flat[0]?.replaceAll('DEBMAS', 'ORDERS') ?? '', /No interface takes ORDERS07/],
  [
    'a segment no WE60 file describes',
    flat[0]?.replace('E2KNA1M008', 'E2KNB1M008') ?? '',
    /E2KNB1M008 at line 2 cannot be told apart.*we60\./,
  ],
  ['bytes no Unicode port writes', Buffer.from(flat[0] ?? '', 'latin1'), /Line 2 holds bytes that are not UTF-8/],
  [
    "another system's IDoc",
    debmas({ docnum: 1, customer: 4711 }),
    /is from system S4HCLNT100, but this folder is for S4HCLNT200/,
    { system: 'S4HCLNT200' },
  ],
  [
    'too large a file',
    debmas({ docnum: 1, customer: 4711 }),
    /larger than 100 bytes \(maxPacketBytes\)/,
    { maxPacketBytes: 100 },
  ],
  ['too large an IDoc', flat[0] ?? '', /larger than 100 bytes \(maxIdocBytes\)/, { maxIdocBytes: 100 }],
  [
    'an error nobody foresaw',
    debmas({ docnum: 1, customer: 4711 }),
    /error in Landbridge, whose log says more/,
    { accept: () => Promise.reject(new Error('secret')) },
  ],
]

for (const [claim, content, says, options] of refused) {
  test(`${claim}: the file lies in failed with the reason beside it, and nothing is stored`, async (t) => {
    const folder = await watched(t, options)
    writeFileSync(join(folder, 'customers.txt'), content)
    const [name = '', reason = ''] = await until('the file failed', async () => {
      const names = namesIn(folder, 'failed')
      return names.length === 2 && names
    })
    assert.match(name, /^\d{8}T\d{6}Z-[0-9a-f]{8}-\d+-customers\.txt$/)
    assert.equal(reason, `${name}.reason.txt`)
    assert.deepEqual(readFileSync(join(folder, 'failed', name)), Buffer.from(content))
    const sentence = readFileSync(join(folder, 'failed', reason), 'utf8')
    assert.match(sentence, says)
    assert.ok(sentence.endsWith(`Nothing of customers.txt was stored. Put the file back into ${folder} once that is mended.\n`))
    assert.doesNotMatch(sentence, /secret/)
    assert.equal((await stored()).length, 0)
    assert.deepEqual([namesIn(folder), namesIn(folder, 'work')], [[], []])
  })
}

test('one bad IDoc keeps the others of its file out, and the next file comes through', async (t) => {
  const folder = await watched(t)
  writeFileSync(join(folder, 'a.txt'), `${flat[0]}${flat[1]}EDI_DC40_U`)
  await until('the file failed', async () => namesIn(folder, 'failed').length === 2)
  writeFileSync(join(folder, 'b.txt'), flat[2] ?? '')
  await until('the other is done', async () => namesIn(folder, 'done').length === 1)
  assert.deepEqual(
    (await stored()).map(({ idoc }) => idoc),
    [docnum(3)],
  )
})

test('a file is taken once it rests, and under its final name', async (t) => {
  const folder = await watched(t, { pace: { lookEveryMs: 10, finishedAfterMs: 1500, abandonedAfterMs: 60_000 } })
  writeFileSync(join(folder, 'written.txt.tmp'), flat[2] ?? '')
  writeFileSync(join(folder, '.hidden'), flat[2] ?? '')
  for (const piece of (flat[0] ?? '').match(/.{1,60}/gs) ?? []) {
    appendFileSync(join(folder, 'slow.txt'), piece)
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.deepEqual(namesIn(folder), ['.hidden', 'slow.txt', 'written.txt.tmp'])
  }
  await until('the slow one is done', async () => namesIn(folder, 'done').length === 1)
  renameSync(join(folder, 'written.txt.tmp'), join(folder, 'written.txt'))
  await until('the renamed one is done', async () => namesIn(folder, 'done').length === 2)
  assert.deepEqual(
    (await stored()).map(({ idoc }) => idoc),
    [docnum(1), docnum(3)],
  )
  assert.deepEqual(namesIn(folder), ['.hidden'])
})

test('a file that grows while it is read is not stored before all of it is there', async (t) => {
  let reading = 0
  const growing: Accept = (packet) =>
    accept(
      (async function* () {
        for await (const arrival of packet) {
          if (++reading === 1) appendFileSync(join(folder, 'work', namesIn(folder, 'work')[0] ?? ''), flat[1] ?? '')
          yield arrival
        }
      })(),
    )
  const folder = await watched(t, { accept: growing, pace: { lookEveryMs: 10, finishedAfterMs: 20, abandonedAfterMs: 120 } })
  writeFileSync(join(folder, 'two.txt'), flat[0] ?? '')
  await until('the file is done', async () => namesIn(folder, 'done').length === 1)
  assert.deepEqual(
    (await stored()).map(({ idoc }) => idoc),
    [docnum(1), docnum(2)],
  )
  assert.deepEqual(namesIn(folder, 'failed'), [])
})

test('links and folders are left alone', async (t) => {
  const folder = await watched(t)
  const elsewhere = join(metadataFolder, 'debmas07.txt')
  symlinkSync(elsewhere, join(folder, 'link.txt'))
  mkdirSync(join(folder, 'sub.xml'))
  writeFileSync(join(folder, 'sub.xml', 'customers.xml'), debmas({ docnum: 2, customer: 4712 }))
  writeFileSync(join(folder, 'customers.xml'), debmas({ docnum: 1, customer: 4711 }))
  await until('the file is done', async () => namesIn(folder, 'done').length === 1)
  assert.deepEqual(namesIn(folder).sort(), ['link.txt', 'sub.xml'])
  assert.equal((await stored()).length, 1)
})

test('while the store is away files stay, and come through when it is back, the oldest first', async (t) => {
  let away = true
  const order: (string | undefined)[] = []
  const folder = await watched(t, {
    accept: async (packet) => {
      if (away) throw new Unavailable('The store is away', { retryAfter: 10 })
      const accepted = await accept(packet)
      order.push(...accepted.map(({ idoc }) => idoc))
      return accepted
    },
  })
  for (const [index, name] of ['c.txt', 'b.txt', 'a.txt'].entries()) {
    writeFileSync(join(folder, name), flat[index] ?? '')
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
  await until('one was tried', async () => namesIn(folder, 'work').length === 1)
  assert.equal(namesIn(folder).length, 2)
  away = false
  await until('all are done', async () => namesIn(folder, 'done').length === 3)
  assert.deepEqual(order, [docnum(1), docnum(2), docnum(3)])
  assert.deepEqual(namesIn(folder, 'failed'), [])
})

test('a process killed between the commit and the move loses nothing: the next one takes the file as repeated', async (t) => {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'customers.txt'), flat.join(''))
  const url = (path: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, path)).href)
  const killed = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `
      import { pino } from 'pino'
      const { startIdocFile } = await import(${url('idoc-file.ts')})
      const { receiver } = await import(${url('../../engine/receive.ts')})
      const { loadInterfaces } = await import(${url('../../interfaces/load.ts')})
      const { connect } = await import(${url('../../store/connect.ts')})
      const { LayoutFolders } = await import(${url('../../idoc/layout-folders.ts')})
      const metadata = new LayoutFolders()
      metadata.add(${JSON.stringify(metadataFolder)})
      const accept = receiver({
        sql: connect(${JSON.stringify(database.url)}),
        interfaces: await loadInterfaces(),
        fresh: { keep() {} },
        arrived: () => process.kill(process.pid, 'SIGKILL'),
      })
      const pace = { lookEveryMs: 10, finishedAfterMs: 20, abandonedAfterMs: 60_000 }
      const log = pino({ level: 'silent' })
      await startIdocFile({ folder: ${JSON.stringify(folder)}, accept, metadata, log, pace, maxPacketBytes: 1e6, maxIdocBytes: 1e6 })`,
    ],
    { cwd: import.meta.dirname, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  assert.deepEqual(await once(killed, 'exit'), [null, 'SIGKILL'])
  assert.equal(namesIn(folder, 'work').length, 1)
  assert.equal((await stored()).length, 3)

  const repeated: boolean[] = []
  await watched(t, {
    folder,
    accept: async (packet) => {
      const accepted = await accept(packet)
      repeated.push(...accepted.map((one) => one.repeated))
      return accepted
    },
  })
  await until('the file is done', async () => namesIn(folder, 'done').length === 1)
  assert.deepEqual(repeated, [true, true, true])
  assert.equal((await stored()).length, 3)
  assert.match(namesIn(folder, 'done')[0] ?? '', /^\d{8}T\d{6}Z-[0-9a-f]{8}-\d+-customers\.txt$/)
})

test('a file somebody put into work, and the sign of a node that is gone, do not stay there', async (t) => {
  const folder = await watched(t)
  writeFileSync(join(folder, 'work', 'customers.txt'), flat[0] ?? '')
  writeFileSync(join(folder, 'work', '.node-00000000'), '')
  await until('the file is done', async () => namesIn(folder, 'done').length === 1)
  await until('the sign is gone', async () => !existsSync(join(folder, 'work', '.node-00000000')))
  assert.match(namesIn(folder, 'done')[0] ?? '', /-customers\.txt$/)
})

test('a channel that was stopped leaves no sign', async () => {
  const folder = emptyFolder()
  const channel = await startIdocFile(optionsFor(folder))
  await until('it gave one', async () => readdirSync(join(folder, 'work')).length === 1)
  await channel.stop()
  assert.deepEqual(readdirSync(join(folder, 'work')), [])
})

test('two nodes that watch one folder take each file once', async (t) => {
  const takers: string[] = []
  const folder = emptyFolder()
  for (let number = 1; number <= 40; number++) {
    writeFileSync(join(folder, `${number}.txt`), flatDebmas({ docnum: number, customer: `${number}`, name: 'x' }))
  }
  const node =
    (name: string): Accept =>
    async (packet) => {
      const accepted = await accept(packet)
      takers.push(...accepted.map(({ repeated }) => (repeated ? 'again' : name)))
      return accepted
    }
  // A machine that is busy for a moment makes no node think the other one gone.
  const pace = { lookEveryMs: 10, finishedAfterMs: 20, abandonedAfterMs: 60_000 }
  await Promise.all(['one', 'other'].map((name) => watched(t, { folder, accept: node(name), pace })))
  await until('all are done', async () => namesIn(folder, 'done').length === 40)
  assert.equal(takers.length, 40)
  assert.ok(!takers.includes('again'))
  assert.deepEqual([namesIn(folder), namesIn(folder, 'work'), namesIn(folder, 'failed')], [[], [], []])
})

test('a file that takes long is left to the node that is at it', async (t) => {
  const started = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<void>()
  let takers = 0
  const slow: Accept = async (packet) => {
    takers++
    started.resolve()
    await finish.promise
    return accept(packet)
  }
  const pace = { lookEveryMs: 10, finishedAfterMs: 20, abandonedAfterMs: 1800 }
  const folder = await watched(t, { accept: slow, pace })
  writeFileSync(join(folder, 'customers.txt'), flat[0] ?? '')
  await started.promise
  await watched(t, { folder, accept: slow, pace })
  const file = join(folder, 'work', namesIn(folder, 'work')[0] ?? '')
  await new Promise((resolve) => setTimeout(resolve, 4500))
  assert.ok(existsSync(file))
  finish.resolve()
  await until('the file is done', async () => namesIn(folder, 'done').length === 1)
  assert.equal(takers, 1)
})

test('a folder that goes away and comes back is watched again', async (t) => {
  const folder = await watched(t)
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  writeFileSync(join(folder, 'customers.txt'), flat[0] ?? '')
  await until('the file is done', async () => existsSync(join(folder, 'done')) && namesIn(folder, 'done').length === 1)
})

test('folders that cannot be made are named', async (t) => {
  const file = join(emptyFolder(), 'file')
  writeFileSync(file, '')
  await assert.rejects(watched(t, { folder: file }), { message: /file/ })
})

function emptyFolder(): string {
  return mkdtempSync(join(root, 'inbox-'))
}

/** The channel on a folder, in a hurry. Gives the folder. */
async function watched(t: TestContext, options: Partial<IdocFileOptions> = {}): Promise<string> {
  const folder = options.folder ?? emptyFolder()
  const channel = await startIdocFile({ ...optionsFor(folder), ...options })
  t.after(() => channel.stop())
  return folder
}

function optionsFor(folder: string): IdocFileOptions {
  const pace = { lookEveryMs: 10, finishedAfterMs: 20, abandonedAfterMs: 300 }
  return { folder, accept, metadata, log: pino({ level: 'silent' }), pace, maxPacketBytes: 1_000_000, maxIdocBytes: 1_000_000 }
}

function namesIn(folder: string, below = ''): string[] {
  const names = readdirSync(join(folder, below)).sort()
  return names.filter((name) => !['work', 'done', 'failed'].includes(name) && !name.startsWith('.node-'))
}

interface StoredMessage {
  readonly channel: string
  readonly system: string
  readonly idoc: string
  readonly contentType: string
  readonly payload: Buffer
}

async function stored(): Promise<StoredMessage[]> {
  return database.sql<StoredMessage[]>`
    select channel, system, idoc, content_type as "contentType", payload from message order by idoc`
}
