import { type Path, parsePath } from './path.ts'
import { type Segments, standsIn } from './segments.ts'

/** EDI_DC40 (reference: SAP IDoc record types). */
const controlRecord = new Set(
  `TABNAM MANDT DOCNUM DOCREL STATUS DIRECT OUTMOD EXPRSS TEST IDOCTYP CIMTYP MESTYP MESCOD MESFCT STD STDVRS STDMES
  SNDPOR SNDPRT SNDPFC SNDPRN SNDSAD SNDLAD RCVPOR RCVPRT RCVPFC RCVPRN RCVSAD RCVLAD CREDAT CRETIM REFINT REFGRP REFMES
  ARCKEY SERIAL`.split(/\s+/),
)

/** What `xi/parse.ts` tells of the header of an XI message (reference: SAP XI 3.0 message protocol, "Main"). */
const xiHeader = new Set(
  `MessageId MessageClass ProcessingMode TimeSent Interface InterfaceNamespace SenderParty SenderService ReceiverParty
  ReceiverService QualityOfService QueueId AcksWanted`.split(/\s+/),
)

/** Why nothing can ever stand at a path that is read from such a segment; nothing when something can. */
export function checkPath(text: string, from: string, segments: Segments): string | undefined {
  try {
    const path = parsePath(text)
    if (path.start === 'header') return checkHeader(path)
    return checkSteps(path, from, segments)
  } catch (error) {
    return (error as Error).message
  }
}

function checkHeader({ steps, field }: Path): string | undefined {
  const isXi = steps[0]?.segment === 'XI'
  const what = isXi ? 'the header XI' : 'the control record EDI_DC40'
  if (steps.length > 1) return `${what} has no segments`
  return (isXi ? xiHeader : controlRecord).has(field) ? undefined : `${what} has no field ${field}`
}

function checkSteps({ start, steps, field }: Path, from: string, segments: Segments): string | undefined {
  let at = from
  for (const [index, { segment, where }] of steps.entries()) {
    if (!segments.has(segment)) return `there is no segment ${segment}`
    const isEnclosing = start === 'enclosing' && index === 0
    if (isEnclosing && segment !== at && !standsIn(segments, at, segment)) return `${at} does not stand in ${segment}`
    if (!isEnclosing && !standsIn(segments, segment, at)) return `${segment} does not stand in ${at}`
    const unknown = where.find((condition) => !hasField(segments, segment, condition.field))
    if (unknown !== undefined) return `${segment} has no field ${unknown.field}`
    at = segment
  }
  return hasField(segments, at, field) ? undefined : `${at} has no field ${field}`
}

function hasField(segments: Segments, segment: string, field: string): boolean {
  return segments.get(segment)?.fields.has(field) ?? false
}
