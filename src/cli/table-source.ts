import type { Column, Table, TableIdentity } from '../message/table.ts'
import { quoted } from './source-code.ts'

/** `tables.ts` of an interface for a table that Dynamics 365 has. @param imports the way to what interfaces are written with */
export function tableSource(table: Table, imports: string): string {
  const lookups = Object.values(table.columns).filter((column) => column.kind === 'lookup')
  const identities = new Map(lookups.map(({ to }) => [to.name, to]))
  // A row may lead to another of its own table.
  const leadsToItself = identities.has(table.name)
  const named = (to: TableIdentity) => (to.name === table.name ? `${camel(to.name)}Identity` : camel(to.name))
  const consts = [...identities.values()].map((one) => `const ${named(one)} = { ${identitySource(one)} } as const`)
  const words = new Set(Object.values(table.columns).map((column) => wordOf(column)))
  const hint =
    table.key.length > 0
      ? []
      : ['  // It has no alternate key of text: name the columns its rows are found by; `provision` makes one of them.']
  return [
    `import { ${[...words, 'table'].toSorted().join(', ')} } from '${imports}'`,
    '',
    ...(consts.length === 0 ? [] : [...consts, '']),
    `export const ${camel(table.name)} = table(`,
    ...hint,
    leadsToItself ? `  ${named(table)},` : `  { ${identitySource(table)} },`,
    '  {',
    ...Object.entries(table.columns).map(([name, column]) => `    ${keyOf(name)}: ${columnSource(column, named)},`),
    '  },',
    ')',
    '',
  ].join('\n')
}

function identitySource({ name, set, id, key }: TableIdentity): string {
  return `name: '${name}', set: '${set}', id: '${id}', key: [${key.map((column) => `'${column}'`).join(', ')}]`
}

function columnSource(column: Column, named: (to: TableIdentity) => string): string {
  const word = wordOf(column)
  switch (column.kind) {
    case 'text':
      return `${word}(${column.length})`
    case 'whole':
      return `${word}(${column.min}, ${column.max})`
    case 'decimal':
      return `${word}('${column.min}', '${column.max}')`
    case 'choice':
      return `${word}({ ${Object.entries(column.options)
        .map(([label, value]) => `${keyOf(label)}: ${value}`)
        .join(', ')} })`
    case 'lookup':
      return `${word}(${named(column.to)})`
    default:
      return `${word}()`
  }
}

/** As `tables.ts` calls such a column. */
function wordOf(column: Column): string {
  if (column.kind === 'decimal') return column.places === undefined ? 'money' : 'decimalNumber'
  const words = {
    text: 'text',
    choice: 'choice',
    whole: 'wholeNumber',
    yesNo: 'yesNo',
    date: 'dateOnly',
    dateTime: 'dateTime',
    lookup: 'lookupTo',
  }
  return words[column.kind]
}

function camel(name: string): string {
  return name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())
}

function keyOf(text: string): string {
  return /^[A-Za-z_]\w*$/.test(text) ? text : quoted(text)
}
