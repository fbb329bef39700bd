import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { statuses } from '../monitor/src/model.ts'
import { english } from '../monitor/src/words-english.ts'
import { german } from '../monitor/src/words-german.ts'

const folder = join(import.meta.dirname, '..', 'monitor', 'src')
const sources = globSync('**/*.{ts,tsx}', { cwd: folder }).map((file) => ({
  file,
  text: readFileSync(join(folder, file), 'utf8'),
}))

/** `t('…')`, also over several lines. What is put together, such as t(`theme ${theme}`), stands in the English list by its whole names. */
const said = sources.flatMap(({ file, text }) => [
  ...[...text.matchAll(/\bt\([^'"()]*\?\s*'([^']+)'\s*:\s*'([^']+)'/g)].flatMap(([, one = '', other = '']) => [
    { file, words: one },
    { file, words: other },
  ]),
  ...[...text.matchAll(/\bt\(\s*(['"])((?:\\.|(?!\1)[^\\])*)\1/g)].map((match) => ({ file, words: unescaped(match[2] ?? '') })),
])

test('no word of the monitor lacks its German', () => {
  assert.ok(said.length > 200 && Object.keys(english).length > 20)
  const missing = said.filter(({ words }) => german[words] === undefined).map(({ file, words }) => `${file}: ${words}`)
  assert.deepEqual(missing, [])
  assert.deepEqual(
    [...Object.keys(english), ...statuses].filter((words) => german[words] === undefined),
    [],
  )
})

test('no word has its German twice', async () => {
  const files = globSync('words-german/*.ts', { cwd: folder })
  const themes = await Promise.all(files.map((file) => import(join(folder, file)) as Promise<Record<string, typeof german>>))
  const words = themes.flatMap((exported) => Object.values(exported).flatMap((theme) => Object.keys(theme)))
  assert.deepEqual(words.toSorted(), Object.keys(german).toSorted())
})

test('the German says the same values as the English, and nothing that is said nowhere', () => {
  const values = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
  for (const [words, translated] of Object.entries(german)) {
    assert.deepEqual(values(translated), values(english[words] ?? words), words)
  }
  // A sentence may also stand in a table from which one is chosen.
  const others = sources.filter(({ file }) => !file.includes('-german')).map(({ text }) => text)
  const isUsed = (words: string) => said.some((one) => one.words === words) || others.some((text) => text.includes(words))
  assert.deepEqual(
    Object.keys(german).filter((words) => !isUsed(words)),
    [],
  )
})

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}
