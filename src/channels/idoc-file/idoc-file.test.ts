import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { flat, idocFolders, namesIn } from '../../../test/support/idoc-folders.ts'
import { debmas, debmasPacket, docnum } from '../../../test/support/idocs.ts'
import { until } from '../../../test/support/until.ts'
import { readDocument } from '../../mapping/read-document.ts'
import type { IdocFileOptions } from './idoc-file.ts'

const { watched, stored, refused: noted } = await idocFolders()

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
    const { reason: why = '', ...told } = await until('it was noted', async () => noted.find(({ sender }) => sender === folder))
    assert.match(why, says)
    const document = /DOCNUM|EDI_DC40/.test(String(content)) ? docnum(1) : undefined
    assert.deepEqual(told, { channel: 'idoc-file', sender: folder, system: options?.system, from: 'customers.txt', document })
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
