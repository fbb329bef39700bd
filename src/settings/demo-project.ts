import { resolve } from 'node:path'
import type { Place } from './place.ts'
import { type Project, type ProjectInput, project } from './project.ts'
import { secret } from './secret.ts'
import { SettingsError } from './settings-error.ts'

/** The settings of the demo: both sandboxes beside us. */
export function demoProject(place: Place): Project {
  mustDiffer(place)
  const url = `https://localhost:${place.sandboxDataversePort}`
  return project.parse({
    senders: [{ system: 'S4HCLNT100', user: 'S4HCLNT100', password: secret('DEMO_PASSWORD') }],
    users: [{ name: 'admin', password: secret('DEMO_PASSWORD') }],
    answers: [
      {
        system: 'S4HCLNT100',
        url: `http://127.0.0.1:${place.sandboxS4hanaPort}/sap/bc/idoc_xml?sap-client=100`,
        user: 'LANDBRIDGE',
        password: secret('DEMO_PASSWORD'),
        receiverPort: 'SAPS4H',
      },
      {
        system: 'S4HCLNT100',
        url: `http://127.0.0.1:${place.sandboxS4hanaPort}/sap/xi/engine?type=receiver&sap-client=100`,
        user: 'LANDBRIDGE',
        password: secret('DEMO_PASSWORD'),
        format: 'XI',
      },
    ],
    dataverse: {
      url,
      caFile: resolve(place.dataFolder, 'sandbox-ca.pem'),
      credential: {
        kind: 'secret',
        tenantId: 'sandbox',
        clientId: 'landbridge',
        clientSecret: secret('DEMO_CLIENT_SECRET'),
        authorityHost: url,
      },
    },
  } satisfies ProjectInput)
}

/** @throws {SettingsError} two are to listen on one port */
function mustDiffer({ port, sandboxDataversePort, sandboxS4hanaPort }: Place): void {
  const ports = Object.entries({
    LANDBRIDGE_PORT: port,
    SANDBOX_DATAVERSE_PORT: sandboxDataversePort,
    SANDBOX_S4HANA_PORT: sandboxS4hanaPort,
  }).filter(([, number]) => number !== 0)
  for (const same of Map.groupBy(ports, ([, number]) => number).values()) {
    const names = same.map(([name]) => name)
    if (names.length > 1)
      throw new SettingsError(`${names.join(' and ')} are the same port ${same[0]?.[1]}; give each a port of its own`)
  }
}
