import type { ValueMappings } from '../../src/mapping/value-mappings.ts'
import { segment } from './segments.ts'

/** The customer that the tests of the rules read from. */
export const customer = segment(
  'E1KNA1M',
  {
    MSGFN: '004',
    KUNNR: '0000004711',
    NAME1: 'Example',
    NAME2: 'Ltd',
    NAME3: '/',
    LIFNR: 'V100',
    ERDAT: '20261124',
    GFORM: '00000000',
    UMSA1: '     12.50-',
    KLIMK: '922337203685477.5807',
    JMZAH: '000240',
    UMJAH: '0000',
    LOEVM: 'X',
    AUFSD: '01',
    MEINS: 'PCE',
    GEWEI: 'KAR',
    HOEHE: '1.5',
    DATLT: '1234567890123456',
  },
  segment('E1KNVVM', { ZTERM: 'NT30', KUNNR: '42' }),
)

/** Its value mappings. */
const lists: Record<string, Record<string, string>> = { unit: { PCE: 'Piece' }, name: { Piece: 'Stück' } }

export const valueMappings: ValueMappings = {
  find: (list, code) => lists[list]?.[code],
  has: (list) => list in lists,
  entries: (list) => new Map(Object.entries(lists[list] ?? {})),
}
