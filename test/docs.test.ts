import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { dataverse } from '../src/settings/dataverse.ts'
import { project } from '../src/settings/project.ts'
import { secret } from '../src/settings/secret.ts'
import { signIn } from '../src/settings/sign-in.ts'
import { apiServer } from './support/api-server.ts'
import { type FreshDatabase, freshDatabase } from './support/database.ts'

const root = join(import.meta.dirname, '..')
const pages = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md', 'src/interfaces/*/README.md'], { cwd: root }).map((name) => ({
  name,
  text: readFileSync(join(root, name), 'utf8'),
}))
const ofUse = pages.filter(({ name }) => !/decisions|performance|sandbox-differences/.test(name))

let database: FreshDatabase
before(async () => {
  database = await freshDatabase()
})
after(() => database.drop())

test('every link of the docs leads to a file, and to a heading where it names one', () => {
  const broken = pages.flatMap(({ name, text }) =>
    [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !leads(name, link)),
  )
  assert.deepEqual(broken, [])
})

function leads(from: string, link: string): boolean {
  const [path = '', heading] = link.split('#')
  const file = path === '' ? join(root, from) : join(root, dirname(from), path)
  if (!existsSync(file)) return false
  return heading === undefined || headingsOf(readFileSync(file, 'utf8')).includes(heading)
}

/** As GitHub makes them into anchors. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

test('every file of ours that the docs name is there', () => {
  const named = ofUse.flatMap(({ text }) => [...text.matchAll(/`((?:src|test|sandbox|monitor|patches|docs)\/[\w./-]+)`/g)])
  const missing = named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)))
  assert.ok(named.length > 5)
  assert.deepEqual(missing, [])
})

test('every rule and every kind of column that the guide to own interfaces names comes from src/interface.ts', async () => {
  const guide = readFileSync(join(root, 'examples', 'own-interface', 'README.md'), 'utf8')
  const lines = [...guide.matchAll(/^\|.*$/gm)].flatMap(([line]) => [...line.matchAll(/`([a-z]\w+)\(/g)])
  const named = [...new Set(lines.map(([, name = '']) => name))]
  const offered = Object.keys(await import('../src/interface.ts'))
  assert.ok(named.length > 25)
  assert.deepEqual(
    named.filter((name) => !offered.includes(name)),
    [],
  )
})

test('every variable and every figure that the docs name is one of the program', () => {
  const sources = globSync(['src/**/*.ts', 'test/contract/**/*.ts', 'bin/*.js'], { cwd: root })
  const program = sources.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')
  // Names in an example that whoever copies it chooses.
  const chosen = ['LANDBRIDGE_ADMIN_PASSWORD']
  const named = ofUse.flatMap(({ text }) => text.match(/\b(?:LANDBRIDGE|SANDBOX)_[A-Z0-9_]+\b|\blandbridge_[a-z0-9_]+\b/g) ?? [])
  const unknown = [...new Set(named)].filter(
    (name) =>
      !chosen.includes(name) &&
      !program.includes(name.replace(/_FILE$/, '')) &&
      // These are put together, see metrics.ts.
      !(name.startsWith('landbridge_dataverse_') && program.includes(`'${name.slice('landbridge_dataverse_'.length)}'`)),
  )
  assert.ok(named.length > 20)
  assert.deepEqual(unknown, [])
})

test('every setting that the docs name is one of the config file', () => {
  const known = { dataverse: Object.keys(dataverse.shape), signIn: Object.keys(signIn.shape) }
  const named = ofUse.flatMap(({ text }) => [...text.matchAll(/`(dataverse|signIn)\.(\w+)/g)])
  const unknown = named.filter(([, of, name = '']) => !known[of as keyof typeof known].includes(name)).map(([all]) => all)
  assert.ok(named.length > 10)
  assert.deepEqual(unknown, [])
})

test('every piece of a config file in the docs is one that Landbridge takes', () => {
  const blocks = pages.flatMap(({ name, text }) =>
    [...text.matchAll(/^ *```ts\n([\s\S]*?)^ *```/gm)]
      .map(([, code = '']) => ({ name, code }))
      .filter(({ code }) => !/^import|receives:/m.test(code)),
  )
  assert.ok(blocks.length > 8)
  for (const { name, code } of blocks) {
    for (const config of configsIn(code)) {
      const read = project.safeParse({ ...least, ...config })
      assert.ok(read.success, `${name}: ${read.error?.message}\n${code}`)
    }
  }
})

/** What every config needs. */
const least = {
  senders: [{ system: 'A', user: 'a', password: secret('A') }],
  users: [{ name: 'admin', password: secret('B') }],
  dataverse: { url: 'https://contoso.crm4.dynamics.com', credential: { kind: 'managed-identity' } },
}

/** A piece of code as the settings it stands for: as it is, or once for each of its environments. */
function configsIn(code: string): Record<string, unknown>[] {
  const object = code
    .replace(/^export default defineConfig\(/m, '')
    .replace(/\}\)\s*$/, '}')
    .replace(/credential: …/g, "credential: { kind: 'managed-identity' }")
  const text = /^\s*\{/.test(object) ? object : `{${object}}`
  const { environments, ...common } = new Function('secret', `return (${text})`)(secret) as Record<string, unknown>
  if (environments === undefined) return [common]
  return Object.values(environments as Record<string, { dataverse: object }>).map((own) => ({
    ...common,
    dataverse: { ...(common.dataverse as object), ...own.dataverse },
  }))
}

test('every address of the API that the docs name is one of it', async (t) => {
  const { server } = await apiServer(database.sql)
  t.after(() => server.close())
  const authorization = `Basic ${Buffer.from('admin:sandbox').toString('base64')}`
  const { paths } = (await server.inject({ url: '/api/openapi.json', headers: { authorization } })).json()
  const known = Object.keys(paths).map(
    (path) =>
      new RegExp(
        `^${path
          .replace(/\{\*\}/g, '.+')
          .replace(/[()]/g, '\\$&')
          .replace(/\{\w+\}/g, '[^/]+')}$`,
      ),
  )
  const other = ['/api/docs', '/api/openapi.json', '/api/sign-in/callback', '/api/data/v9.2']
  const named = ofUse.flatMap(({ text }) => text.match(/\/api\/[\w./()…-]*[\w)]/g) ?? [])
  const unknown = named.filter((path) => !other.includes(path) && !known.some((one) => one.test(path)))
  assert.ok(named.length > 12)
  assert.deepEqual(unknown, [])
})
