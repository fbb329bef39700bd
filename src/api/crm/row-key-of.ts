import { surroundingsOf } from '../../interfaces/surroundings-of.ts'
import { crmDocument } from '../../mapping/crm.ts'
import type { CrmDescription } from '../../mapping/crm-description.ts'
import { mapObject } from '../../mapping/map-object.ts'
import { objectsOf } from '../../mapping/objects-of.ts'
import { Problem } from '../problem.ts'
import type { Dataset } from './dataset.ts'

type Texts = Readonly<Record<string, string>>

/** The key of a request, by the fields of SAP that the business names stand for. */
export function sapFields({ key }: CrmDescription, given: Readonly<Record<string, unknown>>): Texts {
  const fields = Object.entries(key).flatMap(([name, field]) => {
    const value = given[name]
    return typeof value === 'string' ? [[field, value] as const] : []
  })
  return Object.fromEntries(fields)
}

/** The alternate key of the row that stands for the object, by the interface's own rules. */
export function rowKeyOf({ interface: found, definition }: Dataset, key: Texts): Texts {
  const document = crmDocument({ interface: found.name, key, fields: {} })
  const [object] = objectsOf(definition, document)
  if (object === undefined || object.problem !== undefined) {
    throw new Problem(400, 'The key is not complete', 'Name all parts of the business key; see /api/docs.')
  }
  const { writes } = mapObject(definition, object, surroundingsOf(found, document))
  return writes[0]?.key ?? {}
}
