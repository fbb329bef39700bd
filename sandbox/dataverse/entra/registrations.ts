import { X509Certificate } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readOrUndefined, writeWhole } from '../files.ts'

/** An app registration: who may ask for a token, and how it proves who it is. */
export interface App {
  readonly clientId: string
  readonly secret: string
  /** The service principal's object id, `oid` in the token. */
  readonly objectId: string
  /** Its application user in the environment; an app without one gets a token, and is turned away there. */
  readonly userId: string | undefined
}

/** The tenants, and the apps each of them knows. */
export class Registrations {
  readonly tenants: readonly string[]
  readonly #apps: App[]
  readonly #folder: string
  /** How many were there from the beginning. */
  readonly #given: number

  /** Certificates are kept in `folder`, as PEM files; one that is put there by hand counts too. */
  constructor(tenants: readonly string[], apps: readonly App[], folder: string) {
    this.tenants = tenants
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
    const added = JSON.parse(readOrUndefined(join(folder, 'apps.json')) ?? '[]') as App[]
    this.#apps = [...apps, ...added]
    this.#given = apps.length
  }

  /** Adds an app, or gives one that was added another secret; kept across restarts. */
  add(app: App): void {
    const at = this.#apps.findIndex(({ clientId }) => clientId === app.clientId)
    if (at >= 0 && at < this.#given)
      throw new Error(`The app ${app.clientId} is there from the beginning; choose another client id`)
    if (at >= 0) this.#apps[at] = app
    else this.#apps.push(app)
    writeWhole(join(this.#folder, 'apps.json'), JSON.stringify(this.#apps.slice(this.#given)), 0o600)
  }

  app(clientId: string): App | undefined {
    return this.#apps.find((app) => app.clientId === clientId)
  }

  /** Every app may prove itself by any of these, as if it were uploaded to its registration. */
  certificates(): X509Certificate[] {
    const files = readdirSync(this.#folder).filter((file) => /\.(pem|crt|cer)$/.test(file))
    return files.flatMap((file) => readCertificate(join(this.#folder, file)))
  }

  /** Takes a certificate, PEM. Throws when it is none. */
  register(pem: string): X509Certificate {
    const certificate = new X509Certificate(pem)
    const name = certificate.fingerprint256.replaceAll(':', '').toLowerCase()
    writeWhole(join(this.#folder, `${name}.pem`), certificate.toString(), 0o644)
    return certificate
  }
}

/** A file that is no certificate is nobody's proof. */
function readCertificate(file: string): X509Certificate[] {
  try {
    return [new X509Certificate(readFileSync(file))]
  } catch {
    return []
  }
}
