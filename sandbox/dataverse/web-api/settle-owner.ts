import type { TableDefinition } from '../definition.ts'
import type { Environment } from '../environment.ts'
import { isLink } from '../row.ts'
import type { Values } from './row-values.ts'

/** The owning user or team, and its business unit, follow from the owner. */
export function settleOwner(environment: Environment, table: TableDefinition, values: Values): void {
  const owner = values.ownerid
  if (!isLink(owner) || table.columns.get('owningbusinessunit')?.type !== 'lookup') return
  const [own, other] = owner.table === 'team' ? ['owningteam', 'owninguser'] : ['owninguser', 'owningteam']
  values[own] = owner
  delete values[other]
  const unit = environment.find(owner.table, owner.id)?.values.businessunitid ?? rootUnit(environment)
  if (unit !== undefined) values.owningbusinessunit = unit
}

function rootUnit(environment: Environment) {
  const unit = environment.firstOf('businessunit')
  return unit && { table: 'businessunit', id: unit.id }
}
