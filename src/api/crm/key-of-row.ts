import { stripped } from '../../mapping/rules/field.ts'
import { partsOf } from '../../message/object-key.ts'
import { objectKeyOfRow } from '../../store/object-key-of-row.ts'
import type { ApiNeeds } from '../needs.ts'
import { Problem } from '../problem.ts'
import type { Dataset } from './dataset.ts'

/**
 * The business key of a row, by the fields of SAP: as the record has it when we wrote the row, else read from its key column.
 * @throws {Problem} there is no such row
 */
export async function keyOfRow({ sql, rows }: ApiNeeds, dataset: Dataset, id: string): Promise<Record<string, string>> {
  const { crm, table } = dataset
  const missing = new Problem(404, `There is no ${table.name} with the id ${id}`, `POST /api/crm/v1/${crm.path}/check tells ids.`)
  const found = await rows.read(table, id, table.key)
  if (found === undefined) throw missing
  const fields = Object.values(crm.key)
  if (crm.partsOfKey !== undefined) {
    const parts = crm.partsOfKey(String(found[table.key[0] ?? ''] ?? ''))
    if (parts.length !== fields.length) throw missing
    return Object.fromEntries(fields.map((field, index) => [field, parts[index] ?? '']))
  }
  const known = await objectKeyOfRow(sql, { interface: dataset.interface.name, table: table.name, id })
  if (fields.length === 1) {
    const value = known === undefined ? found[table.key[0] ?? ''] : partsOf(known).businessKey
    if (typeof value !== 'string' || value === '') throw missing
    return { [fields[0] ?? '']: stripped(value) }
  }
  if (known === undefined) {
    throw new Problem(
      404,
      `Landbridge did not write the ${table.name} with the id ${id}`,
      'Its business key cannot be told from the row.',
    )
  }
  const parts = partsOf(known).businessKey.split('/')
  // A material number may hold slashes; everything else cannot.
  const extra = parts.length - fields.length
  const values = [parts[0] ?? '', parts.slice(1, 2 + extra).join('/'), ...parts.slice(2 + extra)]
  return Object.fromEntries(fields.flatMap((field, index) => (values[index] === '-' ? [] : [[field, values[index] ?? '']])))
}
