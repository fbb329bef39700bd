import { resolve } from 'node:path'
import type { Place } from './place.ts'
import { type Project, type ProjectInput, project } from './project.ts'
import { secret } from './secret.ts'

/** The settings of the demo: both sandboxes beside us. */
export function demoProject(place: Place): Project {
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
