import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { noValueMappings, readValueMappings } from './value-mappings.ts'

test('a list gives the value of a code, and nothing for a code it does not have', async () => {
  await inFolder({ 'unit.csv': 'code,value,remark\nPCE,Piece,each\nKGM,Kilogram,\n' }, async (folder) => {
    const lists = await readValueMappings(folder)
    assert.equal(lists.find('unit', 'PCE'), 'Piece')
    assert.equal(lists.find('unit', 'pce'), undefined)
    assert.equal(lists.find('unit', 'KAR'), undefined)
    assert.deepEqual([...lists.entries('unit').values()], ['Piece', 'Kilogram'])
    assert.ok(lists.has('unit'))
  })
})

test('a list that is not there is known not to be there', async () => {
  await inFolder({ 'README.md': '# Not a list' }, async (folder) => {
    for (const lists of [await readValueMappings(folder), await readValueMappings(join(folder, 'nowhere')), noValueMappings]) {
      assert.ok(!lists.has('unit'))
      assert.equal(lists.find('unit', 'PCE'), undefined)
      assert.equal(lists.entries('unit').size, 0)
    }
  })
})

const forms: [claim: string, text: string][] = [
  ['columns in another order', 'remark,value,code\n,Würfel,0'],
  ['a byte order mark, as Excel saves it', '\ufeffcode,value\n0,Würfel\n'],
  ['lines that end in CR LF', 'code,value\r\n0,Würfel\r\n'],
  ['blanks around its cells', 'code , value\n 0 , Würfel \n'],
  ['empty lines in it', '\ncode,value\n\n0,Würfel\n\n'],
  ['quotes around its cells', '"code","value"\n"0","Würfel"\n'],
]

for (const [claim, text] of forms) {
  test(`a list with ${claim} is read`, async () => {
    await inFolder({ 'unit.csv': text }, async (folder) => {
      assert.equal((await readValueMappings(folder)).find('unit', '0'), 'Würfel')
    })
  })
}

test('a value may hold commas and quotes', async () => {
  await inFolder({ 'terms.csv': 'code,value\nT1,"2% 10, Net 30"\nT2,"5"" pipe"\n' }, async (folder) => {
    assert.deepEqual([...(await readValueMappings(folder)).entries('terms').values()], ['2% 10, Net 30', '5" pipe'])
  })
})

test('a list may be empty: the customer fills it', async () => {
  await inFolder({ 'industry.csv': 'code,value\n' }, async (folder) => {
    assert.ok((await readValueMappings(folder)).has('industry'))
  })
})

const mistakes: [claim: string, text: string, says: RegExp][] = [
  ['no column code', 'key,value\n1,2\n', /unit\.csv is no value mapping: it needs the columns code and value/],
  ['no column value', 'code,name\n1,2\n', /unit\.csv is no value mapping: it needs the columns code and value/],
  ['other columns and no rows', 'von,nach\n', /unit\.csv is no value mapping: it needs the columns code and value/],
  ['semicolons, as Excel writes them in Europe', 'code;value\n1;2\n', /it needs the columns code and value/],
  ['a code twice', 'code,value\n1,2\n1,3\n', /unit\.csv has the code '1' twice/],
  ['a row without a value', 'code,value\n1,\n', /unit\.csv has a row with no code or no value: '1' and ''/],
  ['a row without a code', 'code,value\n,2\n', /unit\.csv has a row with no code or no value: '' and '2'/],
  ['a row with too many cells', 'code,value\n1,2,3\n', /unit\.csv is no value mapping: .*line 2/],
  ['a quote that does not end', 'code,value\n1,"2\n', /unit\.csv is no value mapping: /],
]

for (const [claim, text, says] of mistakes) {
  test(`a list with ${claim} is refused by the name of its file`, async () => {
    await inFolder({ 'unit.csv': text }, (folder) => assert.rejects(readValueMappings(folder), says))
  })
}

test('a folder that cannot be read is not taken for none', async () => {
  await inFolder({ 'value-mappings': 'a file' }, (folder) =>
    assert.rejects(readValueMappings(join(folder, 'value-mappings')), /ENOTDIR/),
  )
})

async function inFolder(files: Readonly<Record<string, string>>, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'landbridge-lists-'))
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    await use(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
