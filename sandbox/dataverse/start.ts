import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import type { Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { landbridge, stranger } from './apps.ts'
import { tlsFor } from './ca.ts'
import { addUserOf, readApp } from './control/add-app.ts'
import { Faults } from './control/faults.ts'
import { RequestLog } from './control/request-log.ts'
import { Snapshots } from './control/snapshots.ts'
import { AccessTokens } from './entra/access-tokens.ts'
import type { Entra } from './entra/entra.ts'
import { Registrations } from './entra/registrations.ts'
import { Environment } from './environment.ts'
import { page } from './page/page.ts'
import type { Limits } from './protection/limits.ts'
import { ServiceProtection } from './protection/service-protection.ts'
import { serve } from './serve.ts'
import { answerOfWebApi } from './web-api-calls.ts'
import { Webhooks } from './webhooks/webhooks.ts'

export interface Dataverse {
  /** Also the authority that gives tokens, and the page. */
  readonly url: string
  readonly port: number
  /** PEM file of the authority to trust. */
  readonly caFile: string
  close(): Promise<void>
}

interface Options {
  readonly port: number
  readonly folder: string
  readonly tenants?: readonly string[]
  readonly limits?: Limits | undefined
}

/**
 * A sandbox Dynamics 365 at `https://localhost:<port>` for this machine only; it keeps what it is told in `folder`.
 * Port 0 takes a free one. Without limits it never throttles by itself. Throws a sentence when it cannot start.
 */
export async function startDataverse(options: Options): Promise<Dataverse> {
  const { port, folder, tenants = ['sandbox'], limits } = options
  const home = join(folder, 'sandbox-dataverse')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const tls = await tlsFor(folder)
  const entra: Entra = {
    registrations: new Registrations(tenants, [landbridge, stranger], join(home, 'certificates')),
    tokens: new AccessTokens(home),
    isResource: (resource) => isAddressOf(resource, listening()),
  }
  const log = new RequestLog()
  const faults = new Faults()
  const protection = new ServiceProtection(limits)
  const server = serve({
    tls,
    entra,
    control: {
      log,
      faults,
      protection,
      registrations: entra.registrations,
      tokens: entra.tokens,
      addApp(input) {
        const app = readApp(input)
        entra.registrations.add(app)
        addUserOf(environment, app)
        return app
      },
      resetRows: () => environment.reset(),
      expireTokens: () => environment.expireTokens(),
      snapshots: new Snapshots(join(home, 'snapshots'), () => environment),
      setIndexTime: (milliseconds) => {
        environment.definitions.indexMilliseconds = milliseconds
      },
    },
    webApi: (call) => answerOfWebApi({ entra, environment, log, faults, protection }, call),
    page: (call) =>
      page(
        { environment, log, faults, protection, connection: { tenant: tenants[0] ?? '', ...landbridge, caFile: tls.caFile } },
        call,
      ),
  })
  const listening = () => (server.address() as AddressInfo).port
  await listen(server, port)
  // Only now: whoever has the port may have the rows as well.
  const environment = openRows(home, server)
  const webhooks = new Webhooks(environment, { organization: () => `localhost:${listening()}` })

  return {
    url: `https://localhost:${listening()}`,
    port: listening(),
    caFile: tls.caFile,
    async close() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      webhooks.close()
      environment.close()
    },
  }
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use; choose another one`) : error
  })
}

function openRows(folder: string, server: Server): Environment {
  try {
    return Environment.open(folder)
  } catch (error) {
    server.close()
    throw error
  }
}

function isAddressOf(resource: string, port: number): boolean {
  const address = URL.parse(resource)
  const isThisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(address?.hostname ?? '')
  return address?.protocol === 'https:' && isThisMachine && Number(address.port || 443) === port
}
