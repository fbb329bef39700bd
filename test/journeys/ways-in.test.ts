import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { SettingsError } from '../../src/settings/settings-error.ts'
import { watchFolders } from '../../src/watch-folders.ts'
import { asAdmin, asSap } from '../support/credentials.ts'
import { flatDebmas, we60 } from '../support/flat-idocs.ts'
import { debmas, docnum } from '../support/idocs.ts'
import { landbridge, type TestLandbridge } from '../support/landbridge.ts'
import { soapIdoc } from '../support/soap-idocs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { until } from '../support/until.ts'

const root = temporaryFolder({ after })

const limits = { maxPacketBytes: 1_000_000, maxIdocBytes: 1_000_000 }
const needs = { accept: () => Promise.resolve([]), refused() {}, log: undefined as never }

test('a folder that cannot be watched ends the start with the setting that names it', async () => {
  const file = join(folders().inbox, 'file')
  writeFileSync(file, '')
  // Below /proc nobody can make a folder, whatever it says.
  const below = process.platform === 'linux' ? ['/proc/idocs/in'] : []
  for (const folder of [file, ...below]) {
    await assert.rejects(watchFolders({ files: [{ folder }], ...limits }, needs), (error) => {
      assert.ok(error instanceof SettingsError)
      return error.message.startsWith(`files names the folder '${folder}', which cannot be used: `)
    })
  }
})

for (const [claim, prepare, says] of [
  ['a metadata folder that is not there', (folder: string) => rmSync(folder, { recursive: true }), /ENOENT/],
  [
    'a metadata folder with something else in it',
    (folder: string) => writeFileSync(join(folder, 'x.txt'), 'x'),
    /x\.txt is no WE60 parser file: There is no BEGIN_SEGMENT/,
  ],
] as const) {
  test(`${claim} ends the start with the setting that names it`, async () => {
    const { inbox, metadata } = folders()
    prepare(metadata)
    await assert.rejects(watchFolders({ files: [{ folder: inbox, metadata }], ...limits }, needs), (error) => {
      assert.ok(error instanceof SettingsError)
      assert.ok(error.message.startsWith(`files names the metadata '${metadata}', which cannot be used: `))
      return says.test(error.message)
    })
  })
}

test('a flat file in a watched folder becomes an account, after its WE60 file was put where the reason said', async (t) => {
  const { inbox, metadata } = folders()
  const product = await landbridge(t, (settings) => ({ ...settings, files: [{ folder: inbox, metadata }] }))
  const { items } = await product.get<{ items: { name: string; direction: string }[] }>('/api/channels')
  assert.ok(items.some(({ name, direction }) => name === 'idoc-file' && direction === 'in'))

  writeFileSync(join(inbox, 'O_100_0000000000000001'), flatDebmas({ docnum: 1, customer: '4711', name: 'Bäckerei Ährenkorn' }))
  const [file = '', reason = ''] = await until('the file was refused', async () => {
    const names = readdirSync(join(inbox, 'failed')).sort()
    return names.length === 2 && names
  })
  assert.ok(readFileSync(join(inbox, 'failed', reason), 'utf8').includes(`'metadata' of 'files' names: ${metadata}`))
  writeFileSync(join(metadata, 'debmas07.txt'), we60())
  renameSync(join(inbox, 'failed', file), join(inbox, 'O_100_0000000000000001'))
  await until('the file was taken', async () => readdirSync(join(inbox, 'done')).length === 1)
  await product.settled()
  assert.equal(await nameOf4711(product), 'Bäckerei Ährenkorn')
  assert.deepEqual(await ofMessage(product), { channel: 'idoc-file', idoc: docnum(1), status: 'delivered' })

  const payload = await fetch(`${product.url}/api/messages/1/payload`, {
    headers: asAdmin,
  })
  assert.equal(payload.headers.get('content-type'), 'text/x-idoc; charset=utf-8')
  assert.equal(payload.headers.get('content-disposition'), `attachment; filename="${docnum(1)}.txt"`)
  const text = await payload.text()
  assert.match(text, /^EDI_DC40_U100.*\nE2KNA1M008/)

  const edited = await fetch(`${product.url}/api/messages/1/edit`, {
    method: 'POST',
    headers: { ...asAdmin, 'content-type': 'text/x-idoc; charset=utf-8' },
    body: text.replace('Ährenkorn', 'Überkorn '),
  })
  assert.equal(edited.status, 201, await edited.text())
  await product.settled()
  assert.equal(await nameOf4711(product), 'Bäckerei Überkorn')
})

test('an IDoc in SOAP becomes an account, and the same IDoc by another way is the same message', async (t) => {
  const product = await landbridge(t)
  const idoc = debmas({ docnum: 1, customer: 4711, fields: { NAME1: 'Bäckerei Ährenkorn' } })
  const answer = await fetch(`${product.url}/idoc-soap/S4HCLNT100`, {
    method: 'POST',
    headers: { ...asSap, 'content-type': 'text/xml' },
    body: soapIdoc(idoc),
  })
  assert.equal(answer.status, 200)
  assert.match(await answer.text(), new RegExp(`<idoc:TransferId>${docnum(1)}</idoc:TransferId><idoc:DbId>\\d{16}</idoc:DbId>`))
  assert.match((await product.post(idoc)).text, /<Repeated>true</)
  await product.settled()
  assert.equal(await nameOf4711(product), 'Bäckerei Ährenkorn')
  assert.deepEqual(await ofMessage(product), { channel: 'idoc-soap', idoc: docnum(1), status: 'delivered' })
})

function folders(): { inbox: string; metadata: string } {
  const own = mkdtempSync(join(root, 'case-'))
  const both = { inbox: join(own, 'idocs'), metadata: join(own, 'we60') }
  for (const folder of Object.values(both)) mkdirSync(folder)
  return both
}

async function nameOf4711(product: TestLandbridge) {
  const [account] = await product.rows<{ name: string }>("accounts?$select=name&$filter=accountnumber eq '0000004711'")
  return account?.name
}

async function ofMessage(product: TestLandbridge) {
  const { items } = await product.get<{ items: { channel: string; idoc: string; status: string }[] }>('/api/messages')
  assert.equal(items.length, 1)
  return items.map(({ channel, idoc, status }) => ({ channel, idoc, status }))[0]
}
