import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { test } from 'node:test'

/** What each folder of src/ may import, besides itself. ARCHITECTURE.md says why. */
const below = ['message', 'xml', 'idoc', 'xi', 'mapping', 'store', 'queue', 'interfaces', 'engine', 'access']
const mayImport: Record<string, string[]> = {
  message: [],
  settings: ['message'],
  xml: ['message'],
  idoc: ['message', 'xml'],
  xi: ['message', 'xml'],
  mapping: ['message', 'idoc', 'xi'],
  store: ['message'],
  queue: ['message'],
  channels: ['message', 'idoc', 'xi'],
  interfaces: ['message', 'mapping'],
  engine: ['message', 'mapping', 'interfaces', 'store', 'queue'],
  access: ['message', 'store'],
  api: below,
}

/** These introduce everyone to everyone. */
const mayImportAll = ['cli', 'main.ts']

const root = dirname(import.meta.dirname)

function sourcesOf(folder: string): { file: string; text: string; imports: string[] }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => {
      const text = readFileSync(join(root, folder, file), 'utf8')
      const imports = [...text.matchAll(/(?:from|import)[ (]'(\.[^']+)'/g)].map(([, path = '']) =>
        posix.join(folder, posix.dirname(file), path),
      )
      return { file: `${folder}/${file}`, text, imports }
    })
}

const isTest = (file: string) => file.endsWith('.test.ts')

test('folders of src import only what they may', () => {
  const trespasses = sourcesOf('src').flatMap(({ file, imports }) => {
    const [, home = ''] = file.split('/')
    const allowed = mayImport[home]
    if (!allowed || isTest(file)) return []
    return imports
      .filter((path) => ![home, ...allowed].includes(path.split('/')[1] ?? '') || !path.startsWith('src/'))
      .map((path) => `${file} imports ${path}`)
  })
  assert.deepEqual(trespasses, [])
})

test('every folder of src has its floor', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const known = [...Object.keys(mayImport), ...mayImportAll]
  assert.deepEqual(
    folders.map(({ name }) => name).filter((name) => !known.includes(name)),
    [],
  )
})

test('the sandbox and the product share no code', () => {
  const trespasses = [...sourcesOf('sandbox'), ...sourcesOf('src')].flatMap(({ file, imports }) => {
    const other = file.startsWith('sandbox/') ? 'src/' : 'sandbox/'
    if (isTest(file)) return []
    return imports.filter((path) => path.startsWith(other)).map((path) => `${file} imports ${path}`)
  })
  assert.deepEqual(trespasses, [])
})

test('no files import each other in a circle, not even their types', () => {
  const sources = ['src', 'sandbox', 'monitor/src', 'test'].flatMap(sourcesOf)
  const importsOf = new Map(sources.map(({ file, imports }) => [file, imports]))
  const [done, circles] = [new Set<string>(), new Set<string>()]
  const follow = (file: string, way: readonly string[]) => {
    if (way.includes(file)) circles.add([...way.slice(way.indexOf(file)), file].join(' → '))
    if (way.includes(file) || done.has(file)) return
    for (const next of importsOf.get(file) ?? []) follow(next, [...way, file])
    done.add(file)
  }
  for (const { file } of sources) follow(file, [])
  assert.deepEqual([...circles], [])
})

test('only src/settings/environment.ts reads the environment', () => {
  const readers = sourcesOf('src').filter(({ file, text }) => !isTest(file) && /process\.env\b/.test(withoutComments(text)))
  assert.deepEqual(
    readers.map(({ file }) => file),
    ['src/settings/environment.ts'],
  )
})

type Lock = { packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }> }

const lock: Lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))

test('package-lock.json names no address, so that any registry serves it', () => {
  const addresses = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)
  assert.deepEqual(addresses, [])
  assert.match(readFileSync(join(root, '.npmrc'), 'utf8'), /^omit-lockfile-registry-resolved=true$/m)
})

// npm leaves out what its registry does not have, and then `npm ci` fails everywhere: a mirror may lack other platforms' packages.
test('package-lock.json knows the packages of every platform, so that npm ci works on all of them', () => {
  const known = new Set(Object.keys(lock.packages).map((path) => path.split('node_modules/').at(-1)))
  const optional = Object.values(lock.packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
  assert.deepEqual(
    optional.filter((name) => !known.has(name)),
    [],
  )
})

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}
