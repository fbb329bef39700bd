import type { TableDefinition } from '../../definition.ts'
import type { Environment } from '../../environment.ts'
import { baseOf, emptyReply, type Reply, type WebApiRequest } from '../request.ts'
import { metadataId } from './label.ts'
import { mustSpeakEnglish } from './must-speak-english.ts'
import { newColumn } from './new-column.ts'
import { newDefinition } from './new-definition.ts'
import { putColumn } from './put-column.ts'

/** POST of `…/Attributes`: a column of any type but lookup. */
export function addColumn(environment: Environment, request: WebApiRequest, table: TableDefinition): Reply {
  const body = newDefinition(request)
  const column = newColumn(table, body)
  mustSpeakEnglish(body)
  putColumn(environment, table, column)
  return emptyReply({
    'odata-entityid': `${baseOf(request)}EntityDefinitions(${metadataId(table.name)})/Attributes(${metadataId(table.name, column.facts.column)})`,
  })
}
