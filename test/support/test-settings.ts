import { alerts } from '../../src/settings/alerts.ts'
import type { Settings } from '../../src/settings/settings.ts'

/** Where a sandbox Dynamics 365 is, and whom to trust there. */
export interface Place {
  readonly url: string
  readonly port: number
  readonly caFile: string
}

/** Those of the whole product against a sandbox Dynamics 365, as `landbridge` uses it where a test wants nothing else. */
export function settingsFor(given: { folder: string; databaseUrl: string; dynamics: Place }): Settings {
  const { folder, databaseUrl, dynamics } = given
  return {
    demo: false,
    environment: undefined,
    host: '127.0.0.1',
    port: 0,
    dataFolder: folder,
    databaseUrl,
    logLevel: 'silent',
    outboundProxy: undefined,
    traces: undefined,
    sandboxDataversePort: dynamics.port,
    sandboxS4hanaPort: 0,
    demoDocuments: false,
    senders: [{ system: 'S4HCLNT100', user: 'S4HCLNT100', password: 'sandbox' }],
    users: [{ name: 'admin', password: 'sandbox', roles: ['administrator', 'personal-data', 'crm'] }],
    trustProxy: false,
    answers: [],
    alerts: alerts
      .omit({ email: true, teams: true, webhooks: true })
      .transform((usual) => ({ ...usual, teams: [], webhooks: [] }))
      .parse({}),
    files: [],
    systems: {},
    receivers: {},
    interfaces: {},
    maxPacketBytes: 1024 ** 3,
    maxIdocBytes: 64 * 1024 ** 2,
    dataverse: {
      url: dynamics.url,
      caFile: dynamics.caFile,
      match: 'key',
      maxConcurrency: 16,
      timeoutSeconds: 120,
      credential: {
        kind: 'secret',
        tenantId: 'sandbox',
        clientId: 'landbridge',
        clientSecret: 'landbridge-secret',
        authorityHost: dynamics.url,
      },
    },
  }
}
