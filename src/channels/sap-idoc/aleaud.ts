import type { Answer } from '../../message/answer.ts'
import { cut, idocXml, type Partners, segment } from './idoc-xml.ts'
import { textOf } from './text-of.ts'

/** So many objects created are named at most for one IDoc. */
const mostObjects = 100

/**
 * ALEAUD IDocs (ALEAUD01), one a message type: for each IDoc SAP sent the receiver's status, 53 posted or 51 not, and the rows
 * that stand for its objects (reference: SAP ALE audit).
 */
export function aleaud(answers: readonly Answer[], partners: Partners): string[] {
  const byType = Map.groupBy(answers, ({ messageType }) => messageType)
  return [...byType].map(([messageType, ofType]) => {
    const states = ofType.map((answer) => state(answer, partners))
    const header = segment('E1ADHDR', { MESTYP: cut(messageType, 6), MESTYP_LNG: messageType }, states)
    return idocXml({ basic: 'ALEAUD01', message: 'ALEAUD' }, partners, [header])
  })
}

function state({ idoc, objects }: Answer, { logicalSystem }: Partners): string {
  const failed = objects.find(({ isPosted }) => !isPosted)
  const said = failed ?? objects[0]
  const created = objects.flatMap(({ row }) =>
    row === undefined
      ? []
      : [segment('E1PRTOB', { LOGSYS: logicalSystem, OBJTYPE: cut(row.table.toUpperCase(), 10), OBJKEY: row.id })],
  )
  return segment(
    'E1STATE',
    {
      DOCNUM: idoc,
      STATUS: failed === undefined ? '53' : '51',
      STATXT: said === undefined ? '' : cut(textOf(said), 70),
      STATYP: failed === undefined ? 'S' : 'E',
      STAPA1_LNG: said === undefined ? '' : cut(said.objectKey, 50),
      STAPA2_LNG: said?.operation ?? '',
    },
    created.slice(0, mostObjects),
  )
}
