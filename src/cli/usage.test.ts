import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { command, launched } from '../../test/support/command.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'

const folder = temporaryFolder({ after })

const commands =
  'start demo sandbox check provision migrate new columns try test send load messages refused show compare restart cancel answers send-answer give-up-answer pause resume'.split(
    ' ',
  )

test('help lists every command and ends well', async () => {
  const { code, output } = await launched(['--help'])
  assert.equal(code, 0)
  for (const name of commands) assert.match(output, new RegExp(`^ {2}${name} `, 'm'))
})

test('help is said without loading what the commands need', async () => {
  const tell = `import { registerHooks } from 'node:module'
    registerHooks({ load: (url, context, next) => { process.stderr.write(url + '\\n'); return next(url, context) } })`
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(tell)}`
  const { errors } = await launched(['--help'], { NODE_OPTIONS })
  assert.match(errors, /node_modules\/commander\//)
  assert.doesNotMatch(errors, /node_modules\/(zod|undici|postgres|pino|fastify|nodemailer)\//)
})

test('every command has help of its own', async () => {
  const helps = await Promise.all(commands.map((name) => command([name, '--help'])))
  for (const [index, { code, output }] of helps.entries()) {
    assert.equal(code, 0)
    assert.match(output, new RegExp(`Usage: landbridge ${commands[index]}`))
  }
})

test('wrong usage ends with 2 and says how to do it right', async () => {
  for (const [args, said] of [
    [['nonsense'], /unknown command 'nonsense'\nnpx landbridge --help/],
    [['messages', '--colour'], /unknown option '--colour'\nnpx landbridge messages --help/],
    [['cancel', '1'], /required option '--reason <sentence>' not specified/],
    [['give-up-answer', '1'], /required option '--reason <sentence>' not specified/],
    [['pause', 'channel', 'dataverse'], /required option '--reason <sentence>' not specified/],
    [['resume', 'table', 'x'], /Allowed choices are channel, interface/],
    [['new', 'sales-order'], /required option '--from <file...>' not specified/],
    [['columns'], /missing required argument 'table'/],
    [['show'], /missing required argument 'id'/],
    [['send', 'x.xml', '--concurrency', '0'], /whole number from 1/],
    [['sandbox', '--target', 'nowhere'], /It must be an address such as/],
    [['provision', '--wait', 'long'], /whole number from 0/],
    [['provision', '--solution', ' '], /must not be empty/],
    [['cancel', '1', '--reason', ' '], /It must not be empty/],
    [['show', ''], /It must name one: it is empty, or dots/],
    [['show', '.'], /It must name one/],
    [['restart', ' '], /It must name one/],
    [['cancel', '..', '--reason', 'x'], /It must name one/],
    [['pause', 'channel', '.', '--reason', 'x'], /It must name one/],
    [['resume', 'interface', '..'], /It must name one/],
  ] as const) {
    const { code, errors } = await command(args)
    assert.equal(code, 2, args.join(' '))
    assert.match(errors, said)
  }
  const { code, output, errors } = await launched(['messages', '--colour'])
  assert.deepEqual([code, output], [2, ''])
  assert.match(errors, /unknown option '--colour'/)
})

test('a wrong setting ends with 2 and one sentence that names it', async () => {
  const config = (text: string) => {
    const file = join(folder, `config-${Math.random()}.ts`)
    writeFileSync(file, text)
    return { LANDBRIDGE_CONFIG: file }
  }
  const example = join(import.meta.dirname, '..', '..', 'landbridge.config.example.ts')
  for (const [environment, said] of [
    [{ LANDBRIDGE_PORT: 'x' }, /^LANDBRIDGE_PORT is 'x': must be a port/],
    [{ LANDBRIDGE_PORT: '70000' }, /^LANDBRIDGE_PORT is '70000'/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is 'loud'/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL must look like postgres:/],
    [{ DATABASE_URL_FILE: '/nowhere/secret' }, /^DATABASE_URL_FILE names '\/nowhere\/secret', which cannot be read/],
    [{ LANDBRIDGE_CONFIG: join(folder, 'missing.ts') }, /^There is no .*missing\.ts; copy landbridge\.config\.example\.ts/],
    [{ LANDBRIDGE_CONFIG: example }, /^The secret S4HCLNT100_PASSWORD is not set; set it or S4HCLNT100_PASSWORD_FILE/],
    [config('export default { senders: [] }'), /^senders in .*config-/],
    [config('export default {'), /config-.* cannot be read: /],
    [
      config("import { defineConfig } from './src/config.ts'\nexport default defineConfig({})"),
      /cannot be read: Cannot find module .*; in a project beside Landbridge it is '\.\.\/landbridge\/src\/config\.ts'/,
    ],
    [
      config("export default { senders: [{ system: 'A', user: 'a', password: 'plain' }] }"),
      /^senders\.0\.password in .*secrets do not stand in/,
    ],
  ] as const) {
    const { code, errors, output } = await command(['start'], environment as Record<string, string>)
    assert.equal(code, 2, errors)
    assert.match(errors, said)
    assert.equal(errors.trim().split('\n').length, 1, errors)
    assert.equal(output, '')
  }
  assert.equal((await launched(['start'], { LOG_LEVEL: 'loud' })).code, 2)
})

test('without a running Landbridge the commands end with 1 and say how to start it', async () => {
  for (const args of [['messages'], ['show', '1'], ['restart', '1'], ['cancel', '1', '--reason', 'x']]) {
    const { code, errors } = await command(args, { LANDBRIDGE_PORT: '9', LANDBRIDGE_DATA: folder })
    assert.equal(code, 1)
    assert.match(errors, /^No Landbridge answers at http:\/\/127\.0\.0\.1:9 .*npm start/)
  }
})

test('an address of a running Landbridge that is none ends with 2 and names the setting', async () => {
  const { code, errors } = await command(['messages'], { LANDBRIDGE_URL: 'landbridge' })
  assert.deepEqual([code, errors.split(':')[0]], [2, "LANDBRIDGE_URL is 'landbridge'"])
})

test('a file that is not there, and a folder without documents, are named', async () => {
  for (const [args, said] of [
    [['send', 'nowhere.xml'], /^There is no file nowhere\.xml/],
    [['send', folder], /^There is no \.xml file in/],
    [['try', 'nowhere.xml'], /^There is no file nowhere\.xml/],
    [['try', folder], /^There is no \.xml file in/],
  ] as const) {
    const { code, errors } = await command(args)
    assert.equal(code, 1)
    assert.match(errors, said)
  }
})
