import { surroundingsOf } from '../../interfaces/surroundings-of.ts'
import { crmDocument } from '../../mapping/crm.ts'
import type { CrmDescription } from '../../mapping/crm-description.ts'
import { mapObject } from '../../mapping/map-object.ts'
import { objectsOf } from '../../mapping/objects-of.ts'
import { Rejected } from '../../message/errors.ts'
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

/** The alternate key of the row that stands for the object, by the interface's own rules. @throws {Problem} there can be no such row */
export function rowKeyOf({ interface: found, crm, definition }: Dataset, key: Texts): Texts {
  const document = crmDocument({ interface: found.name, dataset: crm.path, key, fields: {} })
  const [object] = objectsOf(definition, document)
  if (object === undefined || object.problem !== undefined) {
    const parts = Object.keys(crm.key).join(', ')
    throw new Problem(
      400,
      'The key is not as it should be',
      `A ${found.name} is found by ${parts}; see /api/docs for which may be missing.`,
    )
  }
  try {
    return mapObject(definition, object, surroundingsOf(found, document)).writes[0]?.key ?? {}
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    throw new Problem(422, 'There can be no such row', `${error.fact}. Nothing was stored.`)
  }
}
