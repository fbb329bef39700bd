import { quoted } from '../source-code.ts'
import { type Outline, type OutlinedField, wholeIdoc } from './outline.ts'

/** The files an interface is begun with, by their names. */
export function skeletonOf(outline: Outline, { name, prefix, imports }: Named): Record<string, string> {
  const table = tableOf(name, prefix)
  return {
    'interface.ts': interfaceOf(outline, { name, imports, table }),
    'tables.ts': tablesOf(outline, { name, imports, table }),
    'README.md': readmeOf(outline, { name, table }),
  }
}

interface Named {
  readonly name: string
  /** The publisher's, of what is new in Dynamics 365. */
  readonly prefix: string
  /** The way to what interfaces are written with. */
  readonly imports: string
}

interface Of {
  readonly name: string
  readonly imports: string
  readonly table: ReturnType<typeof tableOf>
}

function tableOf(name: string, prefix: string) {
  const column = (field: string) => `${prefix}_${field.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`
  const variable = name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  return { name: column(name), variable, column, nameColumn: column('name'), title: titleOf(name) }
}

function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function interfaceOf({ source, objects, key, columns }: Outline, { name, imports, table }: Of): string {
  const receives =
    source.kind === 'idoc'
      ? `idoc('${source.messageType}')`
      : `xi({ interface: '${source.name}', namespace: '${source.namespace}' })`
  const kind = source.kind === 'idoc' ? `${source.messageType} IDoc` : 'message'
  const what = objects === wholeIdoc ? `One ${kind}` : `One ${objects} of a ${kind}`
  const named = columns.filter((one) => table.column(one.field) !== table.nameColumn)
  return `import { defineInterface, field, ${source.kind}, row, withoutLeadingZeros } from '${imports}'
import { ${table.variable} } from './tables.ts'

/** The number people know it by: it finds the row again, and documents of one number go in their order. */
const number = withoutLeadingZeros('${key.path}')

/** ${what} becomes one row of \`${table.name}\`. */
export default defineInterface({
  name: '${name}',
  title: '${table.title} → ${table.name}',
  receives: ${receives},
  objects: '${objects}',
  objectKey: number,
  rows: [
    row(${table.variable}, {
      key: { ${table.column(key.field)}: number },
      columns: {
        ${table.nameColumn}: number,
${named.map((one) => `        ${table.column(one.field)}: field('${one.path}'),`).join('\n')}
      },
    }),
  ],
})
`
}

function tablesOf({ key, columns }: Outline, { imports, table }: Of): string {
  const named = [key, ...columns].filter((one) => table.column(one.field) !== table.nameColumn)
  const declared = named.map((one) => `    ${table.column(one.field)}: text(${one.length}, { label: ${quoted(labelOf(one))} }),`)
  return `import { table, text } from '${imports}'

/** \`provision\` creates what has a label. Of a table that is there already leave \`custom\` out, and the labels of its columns. */
export const ${table.variable} = table(
  {
    name: '${table.name}',
    set: '${pluralOf(table.name)}',
    id: '${table.name}id',
    key: ['${table.column(key.field)}'],
    custom: {
      label: '${table.title}',
      plural: '${pluralOf(table.title)}',
      primaryName: { name: '${table.nameColumn}', label: 'Name', length: 100 },
    },
  },
  {
    ${table.nameColumn}: text(100, { label: 'Name' }),
${declared.join('\n')}
  },
)
`
}

/** As Dynamics 365 makes the name of a table's set, which `check` compares. */
function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return name.replace(/y$/, 'ies')
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`
}

/** One of each in a table. */
function labelOf({ field, description }: OutlinedField): string {
  return description === '' ? field : `${description} (${field})`
}

function readmeOf({ source, objects, key }: Outline, { table }: Pick<Of, 'name' | 'table'>): string {
  const documents =
    source.kind === 'idoc'
      ? `IDocs of message type ${source.messageType}`
      : `XI messages of ${source.name} in ${source.namespace}`
  const object = objects === wholeIdoc ? 'Each document' : `Each ${objects}`
  return `# ${table.title}

${documents}. ${object} becomes a row of \`${table.name}\`, found again by ${key.path}.

What is carried over stands in \`interface.ts\`, a line a column. Write here what is not, and why.
`
}
