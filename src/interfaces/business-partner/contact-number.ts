import { cut } from '../../mapping/cut.ts'
import { find, type Path, parsePath } from '../../mapping/path.ts'
import type { Reading } from '../../mapping/reading.ts'
import type { Rule } from '../../mapping/rule.ts'
import { custom } from '../../mapping/rules/combine.ts'
import { asCustomerNumber } from '../../mapping/rules/customer-number.ts'
import { padded } from '../../mapping/rules/field.ts'

const sources = ['PARNR', 'NAME1', 'NAMEV', '/E1KNA1M/KUNNR']
const [number, lastName, firstName, customer] = sources.map(parsePath) as [Path, Path, Path, Path]

/**
 * What a contact is found by: PARNR, unique in an SAP system. Documents of other programs may lack it; then customer and
 * names, without the characters that Dataverse takes in no key address (reference of alternate keys).
 */
export function contactNumber(): Rule<string> {
  return custom('PARNR, else customer and names', sources, (reading) => {
    const value = text(number, reading)
    if (value !== undefined && !/^0*$/.test(value)) return padded(value, 10)
    const names = [text(lastName, reading), text(firstName, reading)].filter((name) => name !== undefined)
    if (names.length === 0) return undefined
    const key = [asCustomerNumber(text(customer, reading) ?? ''), ...names].join('-')
    return cut(key.replace(/[/<>*%&:\\?+]/g, '_'), 50)
  })
}

function text(path: Path, reading: Reading): string | undefined {
  return find(path, reading)?.value
}
