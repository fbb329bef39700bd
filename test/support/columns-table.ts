import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InterfaceDefinition } from '../../src/mapping/define-interface.ts'
import { describeInterface, type RowDescription } from '../../src/mapping/describe-interface.ts'

const start = '<!-- columns: written by test/support/write-expectations.ts -->'
const end = '<!-- end of columns -->'

/** The README of an interface and how it should be: with the table of its columns where it asks for one. */
export function readmeOf(definition: InterfaceDefinition & { folder: string }): { file: string; text: string; expected: string } {
  const file = join(definition.folder, 'README.md')
  const text = existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : ''
  const [before, after] = [text.split(start)[0], text.split(end)[1]]
  if (before === undefined || after === undefined) return { file, text, expected: text }
  const tables = describeInterface(definition).rows.map(tableOf).join('\n')
  return { file, text, expected: `${before}${start}\n\n${tables}\n${end}${after}` }
}

function tableOf({ table, each, onlyWhen, columns }: RowDescription): string {
  const lines = columns.map(({ column, isKey, kind, from }) => [isKey ? `**${column}** (key)` : column, kind, from])
  const rows = [
    [`\`${table}\`, a row for each \`${each}\`${onlyWhen === undefined ? '' : ` whose ${onlyWhen}`}`, 'kind', 'from'],
    ['---', '---', '---'],
    ...lines,
  ]
  return `${rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n')}\n`
}
