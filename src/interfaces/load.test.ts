import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadInterfaces } from './load.ts'

test('a folder with an interface is an interface, with its tables and value mappings', async () => {
  const interfaces = await loadInterfaces()
  const partner = interfaces.get('business-partner')
  assert.equal(partner?.title, 'Business partner → Account')
  assert.deepEqual(
    partner?.tables.map(({ name }) => name),
    ['account', 'contact', 'lb_creditaccount'],
  )
  assert.equal(partner?.valueMappings.find('country', 'DE'), 'Germany')
})

const text = (name: string) =>
  `export default { name: '${name}', title: 'T', rows: [{ table: { name: 'one' } }, { table: { name: 'one' } }] }`

test('interfaces are found in the order of their names, a file beside them is none, and a table stands once', async () => {
  await inFolder(
    { 'b-two/interface.ts': text('b-two'), 'a-one/interface.ts': text('a-one'), 'README.md': '' },
    async (folder) => {
      const interfaces = await loadInterfaces(undefined, folder)
      assert.deepEqual([...interfaces.keys()], ['a-one', 'b-two'])
      assert.deepEqual(interfaces.get('a-one')?.tables, [{ name: 'one' }])
      assert.equal(interfaces.get('a-one')?.valueMappings.has('country'), false)
      assert.equal(interfaces.get('a-one')?.folder, join(folder, 'a-one'))
    },
  )
})

const mistakes: [claim: string, files: Readonly<Record<string, string>>, says: RegExp][] = [
  ['another name than its folder', { 'a-one/interface.ts': text('b-two') }, /must default-export an interface named 'a-one'/],
  [
    'no default export',
    { 'a-one/interface.ts': 'export const name = "a-one"' },
    /must default-export an interface named 'a-one'/,
  ],
  ['no interface.ts', { 'a-one/tables.ts': '' }, /^Misconfigured: There is no \S*a-one.interface\.ts; every folder/],
  [
    'no TypeScript',
    { 'a-one/interface.ts': 'const name =\nexport default' },
    /^Misconfigured: \S*a-one.interface\.ts cannot be used: .* \(\S*a-one.interface\.ts:2\)$/,
  ],
  [
    'one that imports what is not there',
    { 'a-one/interface.ts': "import { a } from './nowhere.ts'\nexport default a" },
    /^Misconfigured: \S*a-one.interface\.ts cannot be used: Cannot find module '.*nowhere\.ts'/,
  ],
  [
    'a value mapping that is none',
    { 'a-one/interface.ts': text('a-one'), 'a-one/value-mappings/unit.csv': 'a;b' },
    /unit\.csv is no value mapping: it needs the columns code and value/,
  ],
]

for (const [claim, files, says] of mistakes) {
  test(`refused: ${claim}`, () => inFolder(files, (folder) => assert.rejects(loadInterfaces(undefined, folder), says)))
}

async function inFolder(files: Readonly<Record<string, string>>, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'landbridge-interfaces-'))
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(join(folder, name, '..'), { recursive: true })
      await writeFile(join(folder, name), content)
    }
    await use(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
