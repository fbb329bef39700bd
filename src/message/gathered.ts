import { propertyName } from './own-text.ts'

/**
 * An object in the making, whose names come one after the other. V8 keeps an object that got more than a dozen names so as a hash table,
 * of twice the size and slow to make. Names come in the same few orders again and again, so what is made here is a copy of an
 * example that has all of them, filled in: as compact as one that was written down as a literal.
 */
export class Gathered<Value> {
  #order = unnamed
  readonly #values: Value[] = []
  /** In the place of all that, where there are more names than any segment or table has. */
  #plain: Record<string, Value> | undefined

  /** False when the name is there already; nothing changes then. */
  add(name: string, value: Value): boolean {
    if (this.#plain !== undefined) return addTo(this.#plain, name, value)
    const next = this.#order.followedBy(name)
    if (next === undefined) return false
    this.#order = next
    this.#values.push(value)
    if (next.size === mostNames) this.#plain = this.#copy()
    return true
  }

  /** The object, its names in the order they were added. */
  done(): Record<string, Value> {
    return this.#plain ?? this.#copy()
  }

  #copy(): Record<string, Value> {
    const { names, object } = this.#order.example()
    const copy = { ...object } as Record<string, Value>
    for (let index = 0; index < names.length; index++) copy[names[index] as string] = this.#values[index] as Value
    return copy
  }
}

function addTo<Value>(object: Record<string, Value>, name: string, value: Value): boolean {
  if (Object.hasOwn(object, name)) return false
  Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true })
  return true
}

/** Names in one order, which others may follow. */
class Order {
  readonly size: number
  readonly #before: Order | undefined
  readonly #name: string
  readonly #following = new Map<string, Order>()
  #usual: Order | undefined
  #timesWanted = 0
  #example: Example | undefined

  constructor(before: Order | undefined, name: string) {
    this.#before = before
    this.#name = name
    this.size = before === undefined ? 0 : before.size + 1
  }

  /** Nothing when the name is among these. */
  followedBy(name: string): Order | undefined {
    if (this.#usual !== undefined && this.#usual.#name === name) return this.#usual
    const known = this.#following.get(name) ?? (this.#has(name) ? undefined : this.#extendedBy(propertyName(name)))
    this.#usual = known ?? this.#usual
    return known
  }

  /** An empty object in the place of one that is worth it only when it is wanted often. */
  example(): Example {
    if (this.#example !== undefined) return this.#example
    const names = this.#names()
    if (++this.#timesWanted < often && !names.includes('__proto__')) return { names, object: {} }
    this.#example = { names, object: objectWith(names) }
    return this.#example
  }

  #has(name: string): boolean {
    for (let order: Order | undefined = this; order.#before !== undefined; order = order.#before)
      if (order.#name === name) return true
    return false
  }

  #extendedBy(name: string): Order {
    if (++orders > mostOrders) {
      unnamed = new Order(undefined, '')
      orders = 0
    }
    const longer = new Order(this, name)
    this.#following.set(name, longer)
    return longer
  }

  #names(): string[] {
    const names: string[] = []
    for (let order: Order = this; order.#before !== undefined; order = order.#before) names.push(order.#name)
    return names.reverse()
  }
}

interface Example {
  readonly names: readonly string[]
  readonly object: object
}

/** JSON.parse makes room for all names at once, and to it none (`__proto__`) is special. */
function objectWith(names: readonly string[]): object {
  return JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join()}}`) as object
}

let unnamed = new Order(undefined, '')
let orders = 0
/** Documents have some thousand; who makes up names of their own fills no memory with them. */
const mostOrders = 20_000
const mostNames = 500
const often = 4
