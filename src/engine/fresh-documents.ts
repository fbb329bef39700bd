import type { Arrival } from '../message/arrival.ts'
import type { Document } from '../message/document.ts'
import { timeOf } from '../store/message-id.ts'
import type { StoredPayload } from '../store/read-payloads.ts'

/** A stored message, and what it says where that was read already. */
export type ReadMessage = StoredPayload & { readonly document?: Document }

/**
 * What was just received and stored, kept for the moment until it is delivered, so that it need not be read from the store and parsed once
 * more. Holds payloads of so many bytes at most; what is longest in it goes first, and is read again when it is needed.
 */
export class FreshDocuments {
  readonly #mostBytes: number
  readonly #messages = new Map<string, ReadMessage & { readonly document: Document; objects: number }>()
  #bytes = 0

  constructor(mostBytes = 16 * 1024 * 1024) {
    this.#mostBytes = mostBytes
  }

  /** @param objects how many deliveries will ask for it */
  keep(id: string, arrival: Arrival & { readonly interface: string }, objects: number): void {
    if (objects === 0 || this.#messages.has(id)) return
    const { payload, contentType, system, version, document } = arrival
    const message = {
      id,
      payload,
      contentType,
      system,
      version,
      interface: arrival.interface,
      receivedAt: timeOf(id),
      document,
      objects,
    }
    this.#messages.set(id, message)
    this.#bytes += payload.length
    for (const [oldest, { payload }] of this.#messages) {
      if (this.#bytes <= this.#mostBytes) break
      this.#messages.delete(oldest)
      this.#bytes -= payload.length
    }
  }

  /** For one delivery; after the last one it is forgotten. */
  take(id: string): ReadMessage | undefined {
    const found = this.#messages.get(id)
    if (found === undefined) return undefined
    if (--found.objects === 0) {
      this.#messages.delete(id)
      this.#bytes -= found.payload.length
    }
    return found
  }
}
