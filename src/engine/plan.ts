import type { LoadedInterface } from '../interfaces/load.ts'
import { surroundingsOf } from '../interfaces/surroundings-of.ts'
import { type AgainRequest, againIn } from '../mapping/again.ts'
import { type MappedWrite, mapObject } from '../mapping/map-object.ts'
import type { FoundObject } from '../mapping/objects-of.ts'
import { readDocument } from '../mapping/read-document.ts'
import { mainReceiver, receiverFor } from '../mapping/routing.ts'
import type { Document } from '../message/document.ts'
import { IntegrationError, Rejected } from '../message/errors.ts'
import { partsOf } from '../message/object-key.ts'
import type { Write } from '../message/write.ts'
import { absentWrites } from './absent-objects.ts'
import { bringHeaders } from './bring-headers.ts'
import type { ReadMessage } from './fresh-documents.ts'
import { definitionFor, type Interfaces } from './interfaces.ts'
import { objectsIn } from './objects-in.ts'
import { planAgain } from './plan-again.ts'
import type { Work } from './read-work.ts'
import { recordOf, reduce } from './reduce.ts'
import { rowsNotNamed } from './rows-not-named.ts'

/** What one delivery would do, before anything is done. */
export interface Plan extends Work {
  /** Where it goes. `records` are those of this receiver. */
  readonly receiver: string
  /** Rows as the message says they should be. */
  readonly mapped: readonly MappedWrite[]
  /** What has to be sent for that; empty when nothing is left to do. */
  readonly writes: readonly Write[]
  /** Every row was already written by a newer document. */
  readonly isSuperseded: boolean
  readonly warnings: readonly string[]
  /** Why there is no plan. */
  readonly error?: IntegrationError
}

/** Thinks, touches nothing: maps the message's object and takes away what its records already hold. */
export function plan(interfaces: Interfaces, work: Work): Plan {
  const nothing = { mapped: [], writes: [], isSuperseded: false, warnings: [] }
  if (work.earlier !== undefined) return { ...work, receiver: mainReceiver, ...nothing }
  let receiver = mainReceiver
  try {
    const item = itemOf(interfaces, work)
    receiver = item.receiver
    if (item.again !== undefined)
      return { ...work, receiver, isSuperseded: false, warnings: [], ...planAgain(item.found, item.again, work) }
    const there = { ...work, receiver, records: work.records.filter((record) => record.receiver === receiver) }
    const { writes: mapped, warnings } = mapItem(item, there)
    const reduced = reducedAll(mapped, there)
    return {
      ...there,
      mapped,
      warnings,
      writes: bringHeaders(mapped, reduced, there.records),
      isSuperseded: reduced.length > 0 && reduced.every((write) => write === 'superseded'),
    }
  } catch (error) {
    return { ...work, receiver, ...nothing, error: asIntegrationError(error) }
  }
}

/**
 * What is left of the rows of an object; of one that a newer document deleted nothing, as its rows would have nothing to belong to. Where a
 * document names all rows and a newer one came before it, that one said which there are.
 */
function reducedAll(mapped: readonly MappedWrite[], work: Work): ReturnType<typeof reduce>[] {
  const reduced = mapped.map((write) => reduce(write, work))
  const [first] = mapped
  if (first === undefined || reduced[0] !== 'superseded') return reduced
  const isGone = recordOf(first, work.records)?.state === 'deleted'
  return reduced.map((left, index) => (isGone || mapped[index]?.isOneOfAll ? 'superseded' : left))
}

/** What a delivery is about: one object of a document, as one interface reads it. */
interface Item {
  readonly found: LoadedInterface
  readonly document: Document
  /** Nothing when a full list no longer names it. */
  readonly object: FoundObject | undefined
  readonly receiver: string
  /** Its rows are to be written again as the records say, and the document says no more than that. */
  readonly again?: AgainRequest
}

function itemOf(interfaces: Interfaces, { claim, message, records }: Work): Item {
  const { interfaceName, businessKey } = partsOf(claim.objectKey)
  const found = interfaces.get(interfaceName)
  if (found === undefined)
    throw new Rejected(`There is no interface '${interfaceName}' any more; add it again or cancel the message`)
  if (!found.routing.isEnabled) {
    throw new Rejected(
      `The interface '${interfaceName}' is switched off; set interfaces.${interfaceName}.enabled to true, then restart the message`,
    )
  }
  const document = documentOf(message)
  const object = objectsIn(found, document).get(businessKey)
  const again = againIn(document)
  if (again !== undefined) return { found, document, object, again, receiver: again.receiver }
  if (object === undefined && found.fullList === undefined) {
    throw new Rejected(
      `The interface '${interfaceName}' finds no object ${businessKey} in this message; was its object key changed?`,
    )
  }
  if (object?.problem !== undefined) throw new Rejected(object.problem)
  const written = records.map((record) => record.receiver)
  return { found, document, object, receiver: receiverFor(found.routing, document, object, written) }
}

function mapItem({ found, document, object }: Item, { records }: Pick<Work, 'records'>) {
  if (object === undefined) {
    const { fullList } = found
    return { writes: fullList === undefined ? [] : absentWrites(fullList, records, listedWrites(found, document)), warnings: [] }
  }
  const [definition, surroundings] = [definitionFor(found, document), surroundingsOf(found, document)]
  const { writes, warnings } = mapObject(definition, object, surroundings)
  return { writes: [...writes, ...rowsNotNamed(definition, object, surroundings, records)], warnings }
}

/** The rows of one object the document does name. */
function listedWrites(found: LoadedInterface, document: Document): readonly MappedWrite[] {
  const known = listed.get(document)
  if (known !== undefined) return known
  const [object] = [...objectsIn(found, document).values()].filter(({ problem }) => problem === undefined)
  const { writes } =
    object === undefined ? { writes: [] } : mapObject(definitionFor(found, document), object, surroundingsOf(found, document))
  listed.set(document, writes)
  return writes
}

const listed = new WeakMap<Document, readonly MappedWrite[]>()

// A message may carry thousands of objects, each its own delivery: it is parsed once for all that are in work together.
const documents = new WeakMap<ReadMessage, Document>()

export function documentOf(message: ReadMessage): Document {
  const known = message.document ?? documents.get(message)
  if (known !== undefined) return known
  const document = readDocument(message.payload, message.contentType)
  documents.set(message, document)
  return document
}

function asIntegrationError(error: unknown): IntegrationError {
  if (error instanceof IntegrationError) return error
  // A fault in a mapping is no reason to lose or to repeat a message: a person decides.
  return new Rejected(`The mapping failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
}
