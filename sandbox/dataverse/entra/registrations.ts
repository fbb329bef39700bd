import { X509Certificate } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../files.ts'

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
  readonly #apps: readonly App[]
  readonly #folder: string

  /** Certificates are kept in `folder`, as PEM files; one that is put there by hand counts too. */
  constructor(tenants: readonly string[], apps: readonly App[], folder: string) {
    this.tenants = tenants
    this.#apps = apps
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
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
