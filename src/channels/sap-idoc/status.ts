import type { Answer, AnsweredObject } from '../../message/answer.ts'
import { cut, idocXml, logTime, type Partners, segment } from './idoc-xml.ts'
import { textOf } from './text-of.ts'

/** Of a document with more objects than this the answer is a summary; each would be a status record of its own in SAP. */
const mostObjects = 20

/**
 * STATUS IDocs (SYSTAT01): a status record on each IDoc that SAP sent, 41 when its objects stand in Dynamics 365 and 40 when a
 * person gave one up. ARCKEY holds the row (reference: SAP STATUS / SYSTAT01).
 */
export function status(answers: readonly Answer[], partners: Partners): string[] {
  const segments = answers.flatMap(({ idoc, objects }) =>
    objects.length > mostObjects ? [summary(idoc, objects)] : objects.map((object) => record(idoc, object)),
  )
  return [idocXml({ basic: 'SYSTAT01', message: 'STATUS' }, partners, segments)]
}

function record(idoc: string, object: AnsweredObject): string {
  const { isPosted, objectKey, operation, row, at } = object
  return segment('E1STATS', {
    DOCNUM: idoc,
    ...logTime(at),
    STATUS: isPosted ? '41' : '40',
    STATYP: isPosted ? 'S' : 'E',
    STAPA1: cut(objectKey, 50),
    STAPA2: operation,
    STAPA3: row?.table ?? '',
    STAPA4: row?.id ?? '',
    STATXT: cut(textOf(object), 70),
    ARCKEY: row === undefined ? '' : cut(`${row.table}/${row.id}`, 70),
  })
}

function summary(idoc: string, objects: readonly AnsweredObject[]): string {
  const failed = objects.filter(({ isPosted }) => !isPosted)
  const latest = new Date(Math.max(...objects.map(({ at }) => at.getTime())))
  return segment('E1STATS', {
    DOCNUM: idoc,
    ...logTime(latest),
    STATUS: failed.length === 0 ? '41' : '40',
    STATYP: failed.length === 0 ? 'S' : 'E',
    STATXT: cut(`${objects.length} objects, ${failed.length} not posted`, 70),
  })
}
