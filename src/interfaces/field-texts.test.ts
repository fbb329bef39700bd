import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { checkPath } from '../mapping/check-path.ts'
import { readDocument } from '../mapping/read-document.ts'
import { fieldTexts } from './field-texts.ts'
import { loadInterfaces } from './load.ts'

const delivered = await loadInterfaces()
const own = await loadInterfaces(join(import.meta.dirname, '..', '..', 'examples', 'own-interface', 'interfaces'))

test('a field is told in the language that is asked for, in the words SAP has for it', async () => {
  const customer = delivered.get('business-partner')
  assert.ok(customer)
  const [english, german] = [await fieldTexts(customer, 'en'), await fieldTexts(customer, 'de')]
  for (const [field, inEnglish, inGerman] of [
    ['E1KNA1M/KUNNR', 'customer number', 'Kundennummer'],
    ['E1KNA1M/KTOKD', 'account group', 'Kontengruppe Debitor'],
    ['E1KNVVM/ZTERM', 'terms of payment', 'Zahlungsbedingungsschlüssel'],
  ] as const) {
    assert.equal(english.get(field), inEnglish)
    assert.equal(german.get(field), inGerman)
  }
})

test('a field that has no text in a language is told in English, and one without any is not told', async (t) => {
  const [loaded] = delivered.values()
  assert.ok(loaded)
  const folder = await mkdtemp(join(tmpdir(), 'landbridge-texts-'))
  t.after(() => rm(folder, { recursive: true }))
  const lines = ['segment,parent,field,description,description_de', 'E1,,ORT01,city,Ort', 'E1,,ZOWN,our own,', 'E1,,ZBARE,,']
  await writeFile(join(folder, 'segments.csv'), lines.join('\n'))
  const told = async (language: string) => Object.fromEntries(await fieldTexts({ ...loaded, segments: [folder] }, language))
  assert.deepEqual(await told('de'), {
    ...Object.fromEntries(await fieldTexts(undefined, 'de')),
    'E1/ORT01': 'Ort',
    'E1/ZOWN': 'our own',
  })
  assert.deepEqual(await told('fr'), {
    ...Object.fromEntries(await fieldTexts(undefined, 'en')),
    'E1/ORT01': 'city',
    'E1/ZOWN': 'our own',
  })
})

test('an interface without a list of segments tells the fields of the header alone', async () => {
  const [loaded] = delivered.values()
  assert.ok(loaded)
  const told = await fieldTexts({ ...loaded, segments: [join(tmpdir(), 'nowhere')] }, 'de')
  assert.deepEqual(told, await fieldTexts(undefined, 'de'))
})

test('every field that the header of an example has is told', async () => {
  const told = await fieldTexts(undefined, 'en')
  const files = globSync(join(import.meta.dirname, '*', 'examples', '*.{idoc,xi}.xml'))
  assert.ok(files.length > 0)
  for (const file of files) {
    const { header } = readDocument(readFileSync(file), 'text/xml')
    const name = 'MessageId' in header ? 'XI' : 'EDI_DC40'
    assert.deepEqual(
      Object.keys(header).filter((field) => !told.has(`${name}/${field}`)),
      [],
    )
  }
  for (const field of told.keys()) assert.equal(checkPath(field, '', new Map()), undefined)
})

const lists = [...own.values()].map(({ name, segments }) => [name, join(segments.at(-1) ?? '', 'segments.csv')] as const)

for (const [name, file] of [...lists, ['the headers', join(import.meta.dirname, 'headers.csv')] as const]) {
  test(`every field of ${name} that is told in English is told in German`, async () => {
    const rows: Record<string, string>[] = parse(await readFile(file, 'utf8'), { columns: true })
    assert.ok(rows.some((row) => row.description !== ''))
    assert.deepEqual(
      rows.filter((row) => (row.description === '') !== (row.description_de === '')),
      [],
    )
  })
}
