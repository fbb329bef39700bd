import type { Operation } from './operations.ts'
import type { Fault } from './read-fault.ts'

export interface ActiveFault {
  readonly id: number
  readonly fault: Fault
  /** How many requests it will still hit; without end when it goes by rate. */
  readonly left: number | undefined
  readonly hits: number
}

/** Those that are answered with words. */
export type PartFault = Extract<Fault, { kind: 'throttle' | 'error' }>

/** What is to go wrong with one request. */
export interface Misfortune {
  readonly latency: number
  readonly fault: Exclude<Fault, { kind: 'latency' }> | undefined
}

/** What goes wrong on purpose, so that people and tests see how clients bear it. */
export class Faults {
  #active: ActiveFault[] = []
  #lastId = 0
  /** Lets those go on whose answer comes later. */
  readonly #late = new Set<() => void>()

  add(fault: Fault): ActiveFault {
    const active = { id: ++this.#lastId, fault, left: fault.next, hits: 0 }
    this.#active.push(active)
    return active
  }

  get active(): readonly ActiveFault[] {
    return this.#active
  }

  /** Tells whether there was such a one. */
  remove(id: number): boolean {
    const ended = this.#active.find((active) => active.id === id)
    this.#active = this.#active.filter((active) => active !== ended)
    if (ended?.fault.kind === 'latency') this.#goOn()
    return ended !== undefined
  }

  clear(): void {
    this.#active = []
    this.#goOn()
  }

  /** Comes back after so many milliseconds, or when a latency is ended. Nobody is kept from ending meanwhile. */
  async delay(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, milliseconds).unref()
    this.#late.add(resolve)
    await promise
    clearTimeout(timer)
    this.#late.delete(resolve)
  }

  #goOn(): void {
    for (const goOn of this.#late) goOn()
  }

  /** Whether something may go wrong within batches. */
  get hitsParts(): boolean {
    return this.#active.some(({ fault }) => isOfPart(fault))
  }

  /** What goes wrong with one request within a batch. */
  strikePart(operation: Operation): PartFault | undefined {
    for (const active of this.#active) {
      const { fault } = active
      if (!isOfPart(fault) || !isMeant(fault, [operation]) || !isTurnOf(fault)) continue
      this.#count(active)
      return fault
    }
    return undefined
  }

  /** Counts the request against each fault that hits it: every latency, and the first of the others. */
  strike(operations: readonly Operation[]): Misfortune {
    let latency = 0
    let struck: Misfortune['fault']
    for (const active of [...this.#active]) {
      const { fault } = active
      if (fault.kind !== 'latency' && struck !== undefined) continue
      if (isOfPart(fault) || !isMeant(fault, operations) || !isTurnOf(fault)) continue
      this.#count(active)
      if (fault.kind === 'latency') latency += fault.milliseconds
      else struck = fault
    }
    return { latency, fault: struck }
  }

  #count({ id }: ActiveFault): void {
    this.#active = this.#active
      .map((active) => (active.id === id ? hit(active) : active))
      .filter(({ left }) => left === undefined || left > 0)
  }
}

function isOfPart(fault: Fault): fault is PartFault {
  return 'part' in fault && fault.part === true
}

function hit({ left, hits, ...rest }: ActiveFault): ActiveFault {
  return { ...rest, left: left === undefined ? undefined : left - 1, hits: hits + 1 }
}

/** A batch is meant as soon as one of its parts is. */
function isMeant({ method, table }: Fault, operations: readonly Operation[]): boolean {
  return operations.some(
    (operation) => (method ?? operation.method) === operation.method && (table ?? operation.table) === operation.table,
  )
}

function isTurnOf({ rate }: Fault): boolean {
  return rate === undefined || Math.random() < rate
}
