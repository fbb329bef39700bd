import type { TokenCredential } from '@azure/identity'
import { tokenError } from './token-error.ts'

/**
 * The access token of one connection: asked for once however many requests wait for it, and renewed when four fifths
 * of its life are over, while the old one still serves; so a short outage of the authority is never noticed.
 */
export class Token {
  readonly #credential: TokenCredential
  readonly #scope: string
  #held: Held | undefined
  #asking: Promise<Held> | undefined

  constructor(credential: TokenCredential, scope: string) {
    this.#credential = credential
    this.#scope = scope
  }

  /** Throws Misconfigured or Unavailable. */
  async get(): Promise<string> {
    const held = this.#held
    const now = Date.now()
    if (held === undefined || now >= held.expiresAt) return (await this.#ask()).text
    if (now >= held.renewAt) {
      // Should it fail, the authority is left alone for half a minute.
      held.renewAt = now + 30_000
      this.#ask().catch(() => {})
    }
    return held.text
  }

  /** A token other than the refused one. */
  async renew(refused: string): Promise<string> {
    if (this.#held?.text === refused) this.#held = undefined
    return await this.get()
  }

  #ask(): Promise<Held> {
    this.#asking ??= this.#fetch().finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  async #fetch(): Promise<Held> {
    const askedAt = Date.now()
    try {
      const given = await this.#credential.getToken(this.#scope)
      if (given === null) throw new Error('The credential is not available')
      const life = given.expiresOnTimestamp - askedAt
      this.#held = {
        text: given.token,
        renewAt: askedAt + life * 0.8,
        expiresAt: given.expiresOnTimestamp - Math.min(30_000, life * 0.05),
      }
      return this.#held
    } catch (error) {
      throw tokenError(error)
    }
  }
}

interface Held {
  readonly text: string
  renewAt: number
  readonly expiresAt: number
}
