import type { Document } from '../message/document.ts'

/** The documents an interface takes, told by their control record or XI header. */
export interface Receives {
  readonly description: string
  /** The outbound interfaces of ABAP proxies whose messages these are. */
  readonly proxies?: readonly ProxyInterface[]
  takes(document: Document): boolean
}

/** An outbound interface of an ABAP proxy (transaction SPROXY). */
export interface ProxyInterface {
  readonly name: string
  readonly namespace: string
}

/** IDocs of a message type, or of one of its basic types when the message type was renamed: `DEBMAS` takes `DEBMAS07` too. */
export function idoc(messageType: string): Receives {
  const basicType = new RegExp(`^${messageType}\\d\\d$`)
  return {
    description: `IDocs of message type ${messageType}`,
    takes: ({ header }) => header.MESTYP === messageType || basicType.test(header.IDOCTYP ?? ''),
  }
}

/** Messages of an ABAP proxy, told by the name and namespace of its outbound interface (transaction SPROXY). */
export function xi({ interface: name, namespace }: { interface: string; namespace: string }): Receives {
  return {
    description: `XI messages of interface ${name} in ${namespace}`,
    proxies: [{ name, namespace }],
    takes: ({ header }) => header.Interface === name && header.InterfaceNamespace === namespace,
  }
}

/**
 * Documents of several kinds, e.g. while a landscape moves from IDocs to proxies. Of one business object send only one kind at a
 * time: an IDoc's age is in the system's own time and a proxy's in UTC, so which is the newer one cannot be told between them.
 */
export function anyOf(...several: readonly Receives[]): Receives {
  return {
    description: several.map(({ description }) => description).join('; '),
    proxies: several.flatMap(({ proxies = [] }) => proxies),
    takes: (document) => several.some((one) => one.takes(document)),
  }
}
