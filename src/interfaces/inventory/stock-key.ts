import { find, type Path, parsePath } from '../../mapping/path.ts'
import type { Rule } from '../../mapping/rule.ts'
import { custom } from '../../mapping/rules/combine.ts'
import { stripped } from '../../mapping/rules/field.ts'

const sources = ['KUNNR', 'MATNR_LONG', 'MATNR_EXTERNAL', 'MATNR', 'WERKS', 'LGORT', 'CHARG', 'SOBKZ']
const [customer, ...others] = sources.map(parsePath) as [Path, ...Path[]]
const materials = others.slice(0, 3)
const places = others.slice(3)

/**
 * What one stock is told from another by: customer, material, plant, storage location, batch and special stock, with a hyphen for what
 * does not apply. Nothing without a customer or a material.
 */
export function stockKey(separator: string): Rule<string> {
  return custom('customer (KUNNR) and material (MATNR)', sources, (reading) => {
    const read = (path: Path) => find(path, reading)?.value
    const [who, what] = [read(customer), materials.map(read).find((value) => value !== undefined)]
    if (who === undefined || what === undefined) return undefined
    return [stripped(who), stripped(what), ...places.map((path) => read(path) ?? '-')].join(separator)
  })
}
