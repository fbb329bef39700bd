import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Body, Landscape } from './landscape.ts'
import { type Throughput, timed } from './measures.ts'

/** How many of the documents of each interface are delivered, one a POST; what they refer to came before. */
export async function everyInterface(landscape: Landscape, count: number): Promise<[what: string, measured: Throughput][]> {
  const table: [string, Throughput][] = []
  for (const { what, make } of kinds) {
    const bodies = Array.from({ length: count }, (_, index) => make(index, count))
    table.push([what, await timed(landscape, bodies, count)])
  }
  return table
}

const customer = (index: number) => String(2_000_000 + index).padStart(10, '0')
const material = (index: number) => String(300_000 + index).padStart(18, '0')
const document = (first: number, index: number) => String(first + index).padStart(10, '0')

const kinds: readonly { readonly what: string; make(index: number, count: number): Body }[] = [
  {
    what: 'customers with their contacts, 9.7 KB',
    make: (index) =>
      idoc('business-partner/examples/create-full', 1, index, {
        '0000004711': customer(index),
        '<PARNR>000000': `<PARNR>${String(index).padStart(6, '0')}`,
      }),
  },
  {
    what: 'materials, 1.9 KB',
    make: (index) => idoc('material/examples/create-full', 2, index, { '000000000000020010': material(index) }),
  },
  {
    what: 'stock of two customers and two materials, 2.1 KB',
    make: (index, count) =>
      idoc('inventory/examples/consignment', 3, index, {
        '0000004711': customer(index),
        '0000004750': customer((index + 1) % count),
        '000000000000020010': material(index),
        '000000000000020021': material((index + 7) % count),
      }),
  },
  {
    what: 'billing documents of two lines, 2.9 KB',
    make: (index, count) =>
      idoc('invoice/examples/billing-document', 4, index, {
        '0000004711': customer(index),
        '0090000130': document(91_000_000, index),
        '000000000000020010': material(index),
        '000000000000020020': material((index + 3) % count),
      }),
  },
  {
    what: 'three invoices by XI, 3.9 KB',
    make: (index, count) =>
      xiMessage('invoice/examples/invoices', 5, index, {
        '0000004711': customer(index),
        '0090000123': document(92_000_000, 2 * index),
        '0090000124': document(92_000_001, 2 * index),
        '1800000460': document(18_100_000, index),
        '1800000456': document(28_100_000, index),
        '000000000000020010': material(index),
        '000000000000020020': material((index + 3) % count),
      }),
  },
  {
    what: 'three credit limits by XI, 2.5 KB',
    make: (index, count) =>
      xiMessage('credit-limit/examples/limits', 6, index, {
        '0000004711': customer(index),
        '0000004750': customer((index + 1) % count),
      }),
  },
]

type Changes = Readonly<Record<string, string>>

function idoc(example: string, kind: number, index: number, changes: Changes): Body {
  const number = String(kind * 1_000_000_000 + index)
  const text = changed(exampleText(`${example}.idoc.xml`), changes)
    .replace(/<DOCNUM>\d+/, `<DOCNUM>${number.padStart(16, '0')}`)
    .replace(/<SERIAL>\d+/, `<SERIAL>2026${number}`)
  return { path: '/idoc', contentType: 'text/xml; charset=utf-8', text }
}

function xiMessage(example: string, kind: number, index: number, changes: Changes): Body {
  const number = String(kind * 1_000_000_000 + index).padStart(12, '0')
  const text = changed(exampleText(`${example}.xi.xml`), changes).replace(/(<SAP:MessageId>[\w-]*-)\w+/, `$1${number}`)
  const [, boundary] = /^--(\S+)/.exec(text) ?? []
  return { path: '/xi', contentType: `multipart/related; boundary=${boundary}; type="text/xml"`, text }
}

function changed(text: string, changes: Changes): string {
  return Object.entries(changes).reduce((all, [old, now]) => all.replaceAll(old, now), text)
}

function exampleText(file: string): string {
  return readFileSync(join(import.meta.dirname, '..', '..', 'src', 'interfaces', file), 'utf8')
}
