import type { Environment } from '../../environment.ts'
import { missing, type Parameters, textIn } from '../action-parameters.ts'
import { mustBeAt } from '../address.ts'
import { Problem } from '../problem.ts'
import { addressOfTarget } from '../target-address.ts'
import type { FilePlace } from './file-place.ts'

/** The column that `Target` and `FileAttributeName` of a message name. @throws {Problem} there is no such row, or no such column */
export function placeOfTarget(environment: Environment, parameters: Parameters): FilePlace {
  const target = Object(parameters.Target) as Parameters
  const [, name = ''] = /^#?Microsoft\.Dynamics\.CRM\.(\w+)$/.exec(String(target['@odata.type'])) ?? []
  const table = environment.table(name)
  if (table === undefined) throw missing('Target')
  const column = table.columns.get(textIn(parameters, 'FileAttributeName'))
  if (column?.file === undefined)
    throw new Problem(400, '0x80040203', `'${parameters.FileAttributeName}' is no file or image column of '${name}'.`)
  return { table, row: mustBeAt(environment, addressOfTarget(environment, target, table)), column }
}
