import { checkInterface } from '../../src/mapping/check-interface.ts'
import type { RowDefinition } from '../../src/mapping/row.ts'
import type { Segments } from '../../src/mapping/segments.ts'
import { noValueMappings, type ValueMappings } from '../../src/mapping/value-mappings.ts'
import { customers } from './customers.ts'

/** What is wrong with the interface of customers when its only row is this one. */
export function problems(definition: RowDefinition): string[] {
  return checkInterface({ ...delivered, rows: [definition] }, { segments, valueMappings })
}

/** Of the fields whose length is known. */
const lengths: Readonly<Record<string, number>> = { KUNNR: 10, NAME1: 10, NAME2: 9, ORT01: 35, BZIRK: 6, TELF1: 50 }

/** What SAP sends. */
export const segments: Segments = new Map(
  Object.entries({
    E1KNA1M: ['', 'MSGFN KUNNR NAME1 NAME2 ORT01 JMZAH UMSA1 AUFSD ERDAT LOEVM'],
    E1KNVVM: ['E1KNA1M', 'MSGFN VKORG ZTERM BZIRK'],
    E1KNVPM: ['E1KNVVM', 'PARVW KUNN2'],
    E1KNB1M: ['E1KNA1M', 'ZTERM'],
    E1KNVKM: ['E1KNA1M', 'PARNR NAME1 TELF1'],
  }).map(([name, [parent = '', fields = '']]) => [
    name,
    {
      parents: new Set(parent === '' ? [] : [parent]),
      fields: new Map(fields.split(' ').map((field) => [field, lengths[field] ?? 0])),
    },
  ]),
)

const lists: Record<string, string[]> = {
  terms: ['Net 30', 'Net 60', 'Net 30'],
  wrong: ['Net 30', 'Net 90', 'Net 90'],
  empty: [],
  long: ['Thirteen long'],
}

export const valueMappings: ValueMappings = {
  ...noValueMappings,
  has: (list) => Object.hasOwn(lists, list),
  entries: (list) => new Map((lists[list] ?? []).map((value, index) => [String(index), value])),
}

export const delivered = customers()
