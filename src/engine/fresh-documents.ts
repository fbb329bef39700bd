import type { Arrival } from '../message/arrival.ts'
import type { Document } from '../message/document.ts'
import { timeOf } from '../store/message-id.ts'
import type { StoredPayload } from '../store/read-payloads.ts'

/** A stored message, and what it says where that was read already. */
export type ReadMessage = StoredPayload & {
  readonly document?: Document
  /** It means something for one object only. */
  readonly isAlone?: boolean
}

/** The number of the IDoc, where the message is one with a single delivery and that is known already. */
export function loneIdoc({ isAlone, document }: ReadMessage): string | undefined {
  return isAlone === true ? document?.header.DOCNUM : undefined
}

/**
 * What was just received and stored, kept for the moment until it is delivered, so that it need not be read from the store and parsed once
 * more. Holds payloads of so many bytes at most: when there is no room left, what comes stands so far back in the line that it is not
 * worth keeping. What nobody asked for within half a minute was taken by somebody else.
 */
export class FreshDocuments {
  readonly #mostBytes: number
  readonly #messages = new Map<string, ReadMessage & { readonly document: Document; readonly until: number; objects: number }>()
  #bytes = 0

  constructor(mostBytes = 16 * 1024 * 1024) {
    this.#mostBytes = mostBytes
  }

  /** @param objects how many deliveries will ask for it */
  keep(id: string, arrival: Arrival & { readonly interface: string }, objects: number, now = Date.now()): void {
    this.#forgetOld(now)
    const { payload, contentType, system, version, document } = arrival
    if (objects === 0 || this.#messages.has(id) || this.#bytes + payload.length > this.#mostBytes) return
    const message = {
      id,
      payload,
      contentType,
      system,
      version,
      interface: arrival.interface,
      receivedAt: timeOf(id),
      document,
      isAlone: objects === 1,
    }
    this.#messages.set(id, { ...message, objects, until: now + 30_000 })
    this.#bytes += payload.length
  }

  /** For one delivery; after the last one it is forgotten. */
  take(id: string): ReadMessage | undefined {
    const found = this.#messages.get(id)
    if (found !== undefined && --found.objects === 0) this.#forget(id, found)
    return found
  }

  /** The longest in it come first. */
  #forgetOld(now: number): void {
    for (const [id, message] of this.#messages) {
      if (message.until > now) return
      this.#forget(id, message)
    }
  }

  #forget(id: string, { payload }: ReadMessage): void {
    this.#messages.delete(id)
    this.#bytes -= payload.length
  }
}
