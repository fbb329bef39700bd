import { surroundingsOf } from '../../interfaces/surroundings-of.ts'
import { type CrmRequest, crmDocument } from '../../mapping/crm.ts'
import { mapObject } from '../../mapping/map-object.ts'
import { objectsOf } from '../../mapping/objects-of.ts'
import { isReference } from '../../message/exact-json.ts'
import type { RowReader } from '../../message/row-reader.ts'
import type { Dataset } from './dataset.ts'

/** The rows a refused request refers to and Dynamics 365 does not have, each a sentence by business names. */
export async function missingRows(rows: RowReader, dataset: Dataset, request: CrmRequest): Promise<string[]> {
  const references = referencesOf(dataset, request)
  const sentences = references.map(async ({ column, reference }) => {
    const found = await rows.find(reference.table, reference.key)
    if (found !== undefined) return []
    const { table, key } = reference
    const word = table.only === undefined ? '' : `${table.only.word} `
    return [
      `${nameOf(dataset, request, column)}: Dynamics 365 has no such ${word}${table.name} (${Object.values(key).join(' ')})`,
    ]
  })
  return (await Promise.all(sentences)).flat()
}

/** As the request is mapped, those it gives and those that follow from its key. */
function referencesOf({ interface: found, definition }: Dataset, request: CrmRequest) {
  const document = crmDocument(request)
  const [object] = objectsOf(definition, document)
  if (object === undefined || object.problem !== undefined) return []
  const [write] = mapObject(definition, object, surroundingsOf(found, document)).writes
  return Object.entries(write?.columns ?? {}).flatMap(([column, value]) =>
    isReference(value) && !value.optional ? [{ column, reference: value }] : [],
  )
}

/** What the caller wrote there; what follows from the key is told by the parts of the key. */
function nameOf({ crm }: Dataset, { key, fields }: CrmRequest, column: string): string {
  const field = Object.entries(crm.fields).find(([, to]) => typeof to !== 'string' && to.column === column)?.[0]
  if (field !== undefined) return `${field} '${fields[field]}'`
  const parts = Object.entries(crm.key).filter(([, sap]) => key[sap] !== undefined)
  return parts.map(([name, sap]) => `${name} '${key[sap]}'`).join(', ')
}
