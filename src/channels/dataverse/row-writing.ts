import { Rejected, Unavailable } from '../../message/errors.ts'
import { partsOf } from '../../message/object-key.ts'
import type { ObjectWrites, Reference, Write } from '../../message/write.ts'
import type { Answer } from './answer.ts'
import type { ApiRequest } from './api-request.ts'
import { type Bound, bindColumns, type Resolver } from './bind-columns.ts'
import { codes, duplicate, isOneOf, notFound } from './codes.ts'
import { errorOf } from './error-of.ts'
import { fallbackWarning, leftOutWarning, missing, notCreatedYet } from './missing.ts'
import { namedById, namedByKey } from './named-reference.ts'
import { ownGuid } from './own-guid.ts'
import { isAddressable } from './row-address.ts'
import { rowName } from './row-name.ts'
import { stepsFor } from './row-steps.ts'
import type { Columns, Place, Step, Steps } from './step.ts'
import { type Connection, learn, type Written, written } from './written.ts'

/**
 * One row on its way to Dynamics 365: finds out where it is, says what to send for it, and learns from what is answered, so that the
 * next try is a better one. Tries end: each failure rules something out, or is thrown as an IntegrationError.
 */
export class RowWriting {
  readonly write: Write
  /** Names the request that creates the row. */
  readonly contentId: string
  readonly #connection: Connection
  readonly #match: ObjectWrites['match']
  readonly #manner: ApiRequest['manner']
  readonly #leftOut = new Map<string, Reference>()
  #place: Place | undefined
  #steps: Steps | undefined
  #bound: Bound[] = []
  #isGone = false
  #canForget = true
  #collisions = 0
  #lateRows = 0
  #losses = 0

  constructor(connection: Connection, write: Write, { match, objectKey }: Pick<ObjectWrites, 'match' | 'objectKey'>) {
    this.#connection = connection
    this.write = write
    this.#match = match
    this.#manner = connection.manners.get(partsOf(objectKey).interfaceName)
    this.contentId = connection.outbox.nextContentId()
  }

  get subject() {
    return { table: this.write.table.name, key: this.write.key }
  }

  /** Finds out where the row is; costs a request only where neither GUID nor key can say. @throws {Missing} it is another object's to create */
  async locate(): Promise<void> {
    if (this.#place !== undefined) return
    const { table, key, operation, waitsFor, activates } = this.write
    const { finder, states } = this.#connection
    const isStateNeeded =
      table.lifeCycle !== undefined ? operation !== 'delete' : table.closing !== undefined && operation === 'upsert'
    const id = this.#isGone ? undefined : this.write.id
    if (id !== undefined) {
      const isLookedAt = isStateNeeded || (activates && (await states.of(table)) !== undefined)
      const found = isLookedAt ? await finder.findWithState(table, { [table.id]: id }) : { id }
      if (found !== undefined) {
        this.#place = { kind: 'row', ...found }
        return
      }
      this.#isGone = true
    }
    const isByKey = this.#match === 'key' && isAddressable(table, key) && table.lifeCycle === undefined && waitsFor === undefined
    const found = isByKey && !isStateNeeded ? undefined : await finder.find(table, key)
    if (found === undefined && waitsFor !== undefined) throw notCreatedYet(this.subject, waitsFor)
    if (found !== undefined) this.#place = { kind: 'row', ...found }
    else this.#place = { kind: isByKey ? 'key' : 'nowhere' }
  }

  /** How another row of its change set refers to it, when not by key: one that is yet to be created only where it comes before. */
  bindAs(isBefore: boolean): string | undefined {
    if (this.#place?.kind === 'row') return `/${this.write.table.set}(${this.#place.id})`
    return isBefore && this.#place?.kind === 'nowhere' && this.write.operation === 'upsert' ? `$${this.contentId}` : undefined
  }

  /** What to send for the row, and what once all others of its object are done. @throws {Missing} a row it needs is not there */
  async prepare(sibling: Resolver['sibling']): Promise<{ own: ApiRequest[]; last: ApiRequest[] }> {
    const place = this.#place ?? { kind: 'nowhere' }
    const { columns, whole } = this.write
    // What changed is not enough to create a row again that was deleted in Dynamics 365.
    const wanted = this.#isGone ? (whole ?? columns) : columns
    this.#steps = stepsFor(this.write, place, wanted, `$${this.contentId}`)
    this.#bound = []
    const own = await this.#requests(this.#steps.own, sibling)
    const last = await this.#requests(this.#steps.last ?? [], sibling)
    return { own, last }
  }

  /** Of nearly every row there is one, with nothing to look for. */
  #requests(steps: readonly Step[], sibling: Resolver['sibling']): ApiRequest[] | Promise<ApiRequest[]> {
    const requests = steps.map((step) => this.#request(step, sibling))
    return requests.some((request) => request instanceof Promise) ? Promise.all(requests) : (requests as ApiRequest[])
  }

  #request(step: Step, sibling: Resolver['sibling']): ApiRequest | Promise<ApiRequest> {
    const contentId = step.isCreation ? this.contentId : this.#connection.outbox.nextContentId()
    const bound = step.columns === undefined ? undefined : this.#bind(step.columns, sibling)
    if (bound instanceof Promise) return bound.then((late) => this.#requestOf(step, contentId, late))
    return this.#requestOf(step, contentId, bound)
  }

  #requestOf(step: Step, contentId: string, bound: Bound | undefined): ApiRequest {
    const { method, path, headers, bulk, isCreation = false } = step
    for (const { column, reference } of bound?.missing ?? []) this.#leaveOut(column, reference)
    if (bound !== undefined) this.#bound.push(bound)
    const columns = bound?.body.done()
    // Without an alternate key only the GUID keeps a row from being created twice.
    const isNamed = columns !== undefined && isCreation && this.#match === 'check'
    const body = isNamed ? { [this.write.table.id]: ownGuid(this.write), ...columns } : columns
    return {
      method,
      path,
      subject: this.subject,
      contentId,
      ...(this.#manner && { manner: this.#manner }),
      ...(headers && { headers }),
      ...(body && { body }),
      ...(bulk && { bulk }),
    }
  }

  #bind(columns: Columns, sibling: Resolver['sibling']): Bound | Promise<Bound> {
    const kept = this.#leftOut.size === 0 ? columns : without(columns, this.#leftOut)
    const resolver = { references: this.#connection.references, match: this.#match, sibling }
    return bindColumns(resolver, this.write.table, kept)
  }

  /** The row stands. `answers` are those to what `prepare` gave as its own. */
  async done(answers: readonly Answer[]): Promise<Written> {
    const { own, operation, isAbsent } = this.#steps as Steps
    if (isAbsent) {
      const warnings = [`Dynamics 365 has no ${rowName(this.subject)}, so there was nothing to deactivate`]
      return written(this.write, '', 'none', { leftOut: [], warnings })
    }
    const [answer] = answers
    const id = this.#place?.kind === 'row' ? this.#place.id : ''
    const isLearnt = id === '' && operation !== 'delete' && own.length > 0 && answer !== undefined
    const learnt = isLearnt ? await learn(this.#connection.finder, this.write, answer) : { id, isNew: false }
    const did = operation !== 'upsert' ? operation : learnt.isNew ? 'create' : 'update'
    const replaced = this.#bound.flatMap((bound) => bound.replaced)
    return written(this.write, learnt.id, did, {
      // What stands there now is not what was said, so it is no part of the record: the next document tries again.
      leftOut: [...this.#leftOut.keys(), ...replaced.map(({ column }) => column)],
      warnings: [
        ...[...this.#leftOut].map((left) => leftOutWarning(...left)),
        ...replaced.map(({ column, reference, fallback }) => fallbackWarning(column, reference, fallback)),
      ],
    })
  }

  /** What was sent for the row was done, while a later part of its object was not: one that was created is there to be found now. */
  stands(): void {
    if (this.#place?.kind === 'nowhere') this.#place = undefined
  }

  /** One of the row's requests failed: puts right what can be. @throws {IntegrationError} nothing can */
  async failed(answer: Answer): Promise<void> {
    if (await this.#isAboutReference(answer)) return
    const { operation } = this.write
    if (operation === 'delete' && isOneOf(answer.code, notFound)) this.#place = { kind: 'nowhere' }
    else if (this.#place?.kind === 'row' && isOneOf(answer.code, [codes.objectDoesNotExist])) this.#lose()
    else if (operation === 'deactivate' && isOneOf(answer.code, [codes.recordNotFoundByKey])) this.#place = { kind: 'nowhere' }
    else if (this.#place?.kind !== 'row' && isOneOf(answer.code, duplicate)) await this.#collide(answer)
    else throw errorOf(answer, this.subject)
  }

  async #isAboutReference(answer: Answer): Promise<boolean> {
    const { references } = this.#connection
    const bindings = this.#bound.flatMap((bound) => bound.bindings)
    const gone = namedById(answer, bindings)
    if (gone !== undefined) {
      // A row we remembered was deleted and perhaps created anew: look once more.
      references.forget(gone.reference)
      if (!this.#canForget) this.#leaveOut(gone.column, gone.reference, answer.code)
      this.#canForget = false
      return true
    }
    const absent = await namedByKey(references, answer, bindings, this.subject)
    if (absent !== undefined) this.#leaveOut(absent.column, absent.reference, answer.code)
    return absent !== undefined || (this.#mayHaveComeLate(answer, bindings) && ++this.#lateRows <= 2)
  }

  /** Though all rows it refers to are there now: one of them may have come between the write and the look. */
  #mayHaveComeLate({ code }: Answer, bindings: Bound['bindings']): boolean {
    return isOneOf(code, [codes.recordNotFoundByKey]) && bindings.some(({ id }) => id === undefined)
  }

  #leaveOut(column: string, reference: Reference, code?: string): void {
    if (!reference.optional) throw missing(this.subject, reference, code)
    this.#leftOut.set(column, reference)
  }

  /** The row was deleted in Dynamics 365; perhaps somebody made it anew. */
  #lose(): void {
    if (++this.#losses > 2) throw this.#unsettled()
    this.#isGone = true
    this.#place = undefined
  }

  /** Somebody created the row between the look and the insert: now it is there to be updated. Then the look is repeated once. */
  async #collide(answer: Answer): Promise<void> {
    const isByKey = this.#place?.kind === 'key'
    this.#place = undefined
    if (++this.#collisions === 1) return
    if (isByKey) throw errorOf(answer, this.subject)
    if ((await this.#connection.finder.find(this.write.table, this.write.key)) !== undefined) throw this.#unsettled()
    throw new Rejected(
      `Dynamics 365 says that ${rowName(this.subject)} exists already, but has no such row: another key of the table holds the same values. Merge or delete the other row, then restart the message`,
      { fact: 'Dynamics 365 has another row that holds the same values' },
    )
  }

  #unsettled(): Unavailable {
    return new Unavailable(`${rowName(this.subject)} is being created and deleted by others at this moment. It is tried again`)
  }
}

function without(columns: Columns, leftOut: ReadonlyMap<string, unknown>): Columns {
  return Object.fromEntries(Object.entries(columns).filter(([column]) => !leftOut.has(column)))
}
