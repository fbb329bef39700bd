import type { Document } from '../message/document.ts'
import { Rejected } from '../message/errors.ts'
import { type BarePayload, isBarePayload, readBarePayload } from '../xi/bare-payload.ts'
import { formsOf, type InterfaceDefinition } from './define-interface.ts'
import type { ProxyInterface } from './receives.ts'

interface Given {
  readonly payload: Uint8Array
  readonly contentType: string
  /** The interface it is for, where its sender's word is not there to tell. */
  readonly interface?: string | undefined
}

/**
 * The payload of an XI message alone, as SAP's monitors show and export it, as a document: no header tells of which proxy it is, so it counts as
 * one of the only proxy of the namespace its own element is of, or of the interface that is named. Nothing where it is none.
 * @throws {Rejected} it is not well-formed, nobody can tell which interface takes it, or the one that is named takes no XI messages
 */
export function bareDocument(interfaces: ReadonlyMap<string, InterfaceDefinition>, given: Given): Document | undefined {
  if (!isBarePayload(given.payload, given.contentType)) return undefined
  const payload = readBarePayload(given.payload, given.contentType)
  const proxy = proxyOf(interfaces, payload, given.interface)
  return { header: { Interface: proxy.name, InterfaceNamespace: proxy.namespace }, segments: payload.segments }
}

function proxyOf(
  interfaces: ReadonlyMap<string, InterfaceDefinition>,
  { namespace }: BarePayload,
  named: string | undefined,
): ProxyInterface {
  const names = [...interfaces.values()].filter((one) => proxiesOf(one).length > 0).map(({ name }) => name)
  if (named === undefined) {
    const [only, ...others] = [...interfaces.values()].flatMap(proxiesOf).filter((proxy) => proxy.namespace === namespace)
    if (only !== undefined && others.length === 0) return only
    throw new Rejected(
      `It holds no IDoc and is no XI message; should it be the payload of one alone, say of which interface: ${names.join(', ')}`,
    )
  }
  const found = interfaces.get(named)
  const [first, ...others] = found === undefined ? [] : proxiesOf(found)
  if (first !== undefined) return others.find((proxy) => proxy.namespace === namespace) ?? first
  throw new Rejected(`${named} is no interface that takes XI messages; there is ${names.join(', ')}`)
}

function proxiesOf(definition: InterfaceDefinition): ProxyInterface[] {
  return formsOf(definition).flatMap(({ receives }) => receives.proxies ?? [])
}
