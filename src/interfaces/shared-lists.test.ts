import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { extendInterface } from '../mapping/extend-interface.ts'
import { loadInterfaces } from './load.ts'

const unit = 'code,value\nPCE,Piece\n'
const taking = (name: string, listsFrom: Readonly<Record<string, string>> = {}) =>
  `export default { name: '${name}', title: 'T', listsFrom: ${JSON.stringify(listsFrom)}, rows: [{ table: { name: 'one' } }] }`

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder({ after })
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

test('an interface reads a list of another as its own, also when that one comes later', async () => {
  const interfaces = await loadInterfaces(
    undefined,
    folderWith({
      'a/interface.ts': taking('a', { unit: 'b' }),
      'a/value-mappings/kind.csv': 'code,value\n1,One\n',
      'b/interface.ts': taking('b'),
      'b/value-mappings/unit.csv': unit,
    }),
  )
  const read = interfaces.get('a')?.valueMappings
  assert.equal(read?.find('unit', 'PCE'), 'Piece')
  assert.deepEqual([...(read?.entries('unit') ?? [])], [['PCE', 'Piece']])
  assert.deepEqual(
    ['unit', 'kind', 'nothing'].map((list) => read?.has(list)),
    [true, true, false],
  )
  assert.equal(interfaces.get('b')?.valueMappings.has('kind'), false)
})

const said = /^Misconfigured: The interface a has the value mapping unit from 'b' \(listsFrom\)/
const mistakes: [claim: string, files: Readonly<Record<string, string>>, says: RegExp][] = [
  ['an interface there is not', {}, /, which is no other interface; there is a$/],
  [
    'an interface without the list',
    { 'b/interface.ts': taking('b') },
    /, which has no such list; add value-mappings\/unit\.csv to \S+b$/,
  ],
  [
    'an interface that has it from a third',
    { 'b/interface.ts': taking('b', { unit: 'c' }), 'c/interface.ts': taking('c'), 'c/value-mappings/unit.csv': unit },
    /, which has it from c itself; name c$/,
  ],
  [
    'another interface, and lies in its own folder as well',
    { 'b/interface.ts': taking('b'), 'b/value-mappings/unit.csv': unit, 'a/value-mappings/unit.csv': unit },
    /, and \S+a has a value-mappings\/unit\.csv as well; add its codes in the monitor, or to a file of that name of the interface b, and delete this one$/,
  ],
]

for (const [claim, files, says] of mistakes) {
  test(`refused: a list that comes from ${claim}`, async () => {
    const folder = folderWith({ 'a/interface.ts': taking('a', { unit: 'b' }), ...files })
    await assert.rejects(loadInterfaces(undefined, folder), (error) => said.test(String(error)) && says.test(String(error)))
  })
}

test('refused: a list that comes from the interface itself', async () => {
  const folder = folderWith({ 'a/interface.ts': taking('a', { unit: 'a' }), 'a/value-mappings/unit.csv': unit })
  await assert.rejects(loadInterfaces(undefined, folder), /from 'a' \(listsFrom\), which is no other interface/)
})

test('an extended interface reads the lists it was delivered with from where it did, and further ones from where it is told', () => {
  const delivered = { name: 'a', listsFrom: { unit: 'b' }, rows: [] } as never
  assert.deepEqual(
    extendInterface(delivered, { rows: [{ table: { name: 'one' } } as never], listsFrom: { kind: 'c' } }).listsFrom,
    {
      unit: 'b',
      kind: 'c',
    },
  )
})
