import { decoded } from '../address.ts'
import { Problem } from '../problem.ts'
import type { Part } from './read-batch.ts'

/** Where each request of a change set that was done left its row, by Content-ID. */
export type Addresses = ReadonlyMap<string, string>

type Referring = Pick<Part, 'address' | 'body'>

/** The part with the rows its `$1` stand for: at the beginning of its address, and where its body refers to rows. */
export function withRows({ address, body }: Referring, addresses: Addresses): Referring {
  return {
    address: address.replace(inAddress, (found, _base, id: string) => (isOperation(id) ? found : rowOf(addresses, id))),
    body: body.includes('$') ? body.replace(inBody, (_, id: string) => JSON.stringify(rowOf(addresses, id)).slice(1, -1)) : body,
  }
}

/** @throws {Problem} one refers to a Content-ID that is not known so far */
export function checkReferences({ address, body }: Referring, known: ReadonlySet<string>): void {
  const [, , inFront] = inAddress.exec(address) ?? []
  const inside = body.includes('$') ? [...body.matchAll(inBody)].map(([, id = '']) => id) : []
  for (const id of inFront === undefined || isOperation(inFront) ? inside : [inFront, ...inside])
    if (!known.has(id)) throw unknown(id)
}

const inAddress = /^((?:https?:\/\/[^/]+)?(?:\/?api\/data\/v9\.\d)?\/?)\$([\w.-]+)(?=[/?(]|$)/

/** The value of an `@odata.bind` or `@odata.id`, alone or in a list. */
const inBody = /(?<=@odata\.(?:bind|id)"\s*:\s*(?:\[[^\]]*)?")(?:https?:\/\/[^/"]+)?(?:\/?api\/data\/v9\.\d)?\/?\$([\w.-]+)(?=")/g

function isOperation(id: string): boolean {
  return id === 'batch' || id === 'metadata'
}

/** Some requests of a change set leave no row. */
function rowOf(addresses: Addresses, id: string): string {
  const address = addresses.get(id)
  if (address === undefined || address === '') throw unknown(id)
  return decoded(address)
}

function unknown(id: string): Problem {
  return new Problem(400, '0x80060888', `Content-ID Reference: '$${id}' does not exist in the batch context.`)
}
