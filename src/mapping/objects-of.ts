import type { Document, Segment } from '../message/document.ts'
import { IntegrationError } from '../message/errors.ts'
import { noneOf } from './conventions.ts'
import type { InterfaceDefinition } from './define-interface.ts'
import type { Reading } from './reading.ts'
import { wholeDocument } from './whole-document.ts'

/** One business object of a document. */
export interface FoundObject {
  /** As people write it, e.g. `4711`; `?` and the document's number when it does not tell. */
  readonly businessKey: string
  /** The segments that stand for it, the last one first: where they differ, the later one is right. */
  readonly segments: readonly Segment[]
  /** Why it cannot be delivered: a sentence for the person who must look at it. */
  readonly problem?: string
}

/** The business objects of a document, in its order; never none, so that no document vanishes. */
export function objectsOf(definition: InterfaceDefinition, document: Document): FoundObject[] {
  const segments =
    definition.objects === 'IDOC' ? [wholeDocument(document)] : segmentsNamed(definition.objects, document.segments)
  if (segments.length === 0) {
    return [{ businessKey: unknownKey(document), segments: [], problem: problem(definition, document, 'has no such segment') }]
  }
  const objects = new Map<string, FoundObject>()
  for (const segment of segments) {
    const found = objectOf(definition, document, segment)
    const known = objects.get(found.businessKey)
    objects.set(found.businessKey, known === undefined ? found : { ...found, segments: [segment, ...known.segments] })
  }
  return [...objects.values()]
}

function objectOf(definition: InterfaceDefinition, document: Document, segment: Segment): FoundObject {
  try {
    const reading: Reading = {
      ...noneOf,
      header: document.header,
      segments: [segment],
      businessKey: '',
    }
    const businessKey = definition.objectKey.read(reading)?.value
    if (typeof businessKey === 'string' && businessKey !== '') return { businessKey, segments: [segment] }
    const where = `has no ${namesOf(definition.objectKey)} in its segment at line ${segment.line}`
    return { businessKey: unknownKey(document), segments: [segment], problem: problem(definition, document, where) }
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error
    return { businessKey: unknownKey(document), segments: [segment], problem: error.message }
  }
}

function problem({ objects, title }: InterfaceDefinition, { header }: Document, what: string): string {
  return `${nameOf(header)} ${what} (${objects}), so it cannot be told which object it is for (${title}); correct it in SAP and send it again, or cancel the message`
}

function nameOf({ MessageId, Interface, DOCNUM = '' }: Document['header']): string {
  if (MessageId !== undefined) return `XI message ${MessageId}`
  return Interface === undefined ? `IDoc ${DOCNUM}` : 'The payload'
}

/** Its own for each document, so that one bad document holds up no other. */
function unknownKey({ header }: Document): string {
  return `?${header.DOCNUM ?? header.MessageId ?? ''}`
}

/** At any depth: some types have a header segment around the objects. */
function segmentsNamed(name: string, segments: readonly Segment[]): Segment[] {
  return segments.flatMap((segment) => (segment.name === name ? [segment] : segmentsNamed(name, segment.segments)))
}

/** The fields a key is read from; a rule that reads many says itself what it needs. */
function namesOf({ kind, description, sources }: InterfaceDefinition['objectKey']): string {
  return kind === 'custom' ? description : sources.join(' or ')
}
