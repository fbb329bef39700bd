import { hkdfSync } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'

/** Packs what the browser keeps for us, so that nobody else reads, makes or changes it. Whoever has the same secret can open it. */
export class Sealed {
  readonly #key: Uint8Array

  constructor(secret: string) {
    this.#key = new Uint8Array(hkdfSync('sha256', secret, '', 'landbridge sealed cookie', 32))
  }

  /** Opens only for the same purpose, and for so many seconds. */
  async seal(purpose: string, content: object, seconds: number): Promise<string> {
    return new EncryptJWT({ content })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(purpose)
      .setExpirationTime(`${seconds}s`)
      .encrypt(this.#key)
  }

  /** Nothing when it was not sealed here, for something else, or too long ago. */
  async open<Content>(purpose: string, text: string): Promise<Content | undefined> {
    const options = { audience: purpose, keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] }
    try {
      const { payload } = await jwtDecrypt(text, this.#key, options)
      return payload.content as Content
    } catch {
      return undefined
    }
  }
}
