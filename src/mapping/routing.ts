import type { Document } from '../message/document.ts'
import { Rejected } from '../message/errors.ts'
import { noneOf } from './conventions.ts'
import type { FoundObject } from './objects-of.ts'
import { find, parsePath } from './path.ts'

/** Where the documents of an interface go, which of the receivers of the settings, and whether before others. */
export interface Routing {
  readonly isEnabled: boolean
  /** `high`: before everything that has not waited for an hour yet. */
  readonly priority: 'high' | 'normal'
  /** The only receiver, or one by the value of a field. */
  readonly receiver: string | ReceiverByField
}

export interface ReceiverByField {
  /** Read from the object's segment, or of the header: `E1KNB1M/BUKRS`, `CompanyCode`, `XI/SenderService`. */
  readonly path: string
  /** Receiver by value. */
  readonly to: Readonly<Record<string, string>>
  /** For every other value, and for none. */
  readonly otherwise?: string | undefined
}

/** The receiver that is called `dataverse` in the settings. */
export const mainReceiver = 'dataverse'

export const usualRouting: Routing = { isEnabled: true, priority: 'normal', receiver: mainReceiver }

/** Every receiver an interface may write to. */
export function receiversOf({ receiver }: Routing): string[] {
  if (typeof receiver === 'string') return [receiver]
  return [...new Set([...Object.values(receiver.to), ...(receiver.otherwise === undefined ? [] : [receiver.otherwise])])]
}

/** The same for people. */
export function describeRouting(routing: Routing) {
  const { isEnabled, priority, receiver } = routing
  const by = typeof receiver === 'string' ? {} : { receiverBy: receiver.path }
  return { isEnabled, priority, receivers: receiversOf(routing), ...by }
}

/**
 * Where one object of a document goes. A document of changes may lack the field that tells: then where the object already is.
 * @throws {Rejected} nobody can tell
 */
export function receiverFor(
  { receiver }: Routing,
  document: Document,
  object: FoundObject | undefined,
  written: readonly string[],
): string {
  if (typeof receiver === 'string') return receiver
  const reading = { ...noneOf, header: document.header, segments: object?.segments ?? [], businessKey: object?.businessKey ?? '' }
  const value = find(parsePath(receiver.path), reading)?.value
  const named = value === undefined ? undefined : receiver.to[value]
  const [known, ...others] = new Set(written)
  const chosen = named ?? (value === undefined && others.length === 0 ? known : undefined) ?? receiver.otherwise
  if (chosen !== undefined) return chosen
  const said = value === undefined ? `has no ${receiver.path}` : `has '${value}' as ${receiver.path}`
  throw new Rejected(
    `${object?.businessKey ?? 'The document'} ${said}, and the settings name no receiver for that; add it to interfaces.….receiver, or say otherwise, and restart the message`,
  )
}
