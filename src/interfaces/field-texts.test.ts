import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
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
  const told = async (language: string) => Object.fromEntries(await fieldTexts({ ...loaded, segments: folder }, language))
  assert.deepEqual(await told('de'), { 'E1/ORT01': 'Ort', 'E1/ZOWN': 'our own' })
  assert.deepEqual(await told('fr'), { 'E1/ORT01': 'city', 'E1/ZOWN': 'our own' })
})

test('an interface without a list of segments tells no field', async () => {
  const [loaded] = delivered.values()
  assert.ok(loaded)
  assert.equal((await fieldTexts({ ...loaded, segments: join(tmpdir(), 'nowhere') }, 'de')).size, 0)
})

for (const { name, segments } of own.values()) {
  test(`every field of ${name} that is told in English is told in German`, async () => {
    const content = await readFile(join(segments, 'segments.csv'), 'utf8')
    const rows: Record<string, string>[] = parse(content, { columns: true })
    assert.ok(rows.some((row) => row.description !== ''))
    assert.deepEqual(
      rows.filter((row) => (row.description === '') !== (row.description_de === '')),
      [],
    )
  })
}
