import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sandboxDataverse } from '../support/sandbox-dataverse.ts'
import { contractClient } from './client.ts'
import type { ContractEnvironment } from './environment.ts'

/** The sandbox, and the real environment that `LANDBRIDGE_CONTRACT_URL` names. Throws a sentence when its credentials are missing. */
export function contractEnvironments(settings = process.env): ((t: TestContext) => Promise<ContractEnvironment>)[] {
  const { LANDBRIDGE_CONTRACT_URL: url } = settings
  return url === undefined || url === '' ? [sandbox] : [sandbox, async () => real(url, settings)]
}

function real(url: string, settings: NodeJS.ProcessEnv): ContractEnvironment {
  const setting = (name: string) => {
    const value = settings[`LANDBRIDGE_CONTRACT_${name}`]
    if (value === undefined || value === '')
      throw new Error(`LANDBRIDGE_CONTRACT_URL is set: set LANDBRIDGE_CONTRACT_${name} as well`)
    return value
  }
  // Clouds of their own have another one, e.g. https://login.microsoftonline.us.
  const authorityHost = settings.LANDBRIDGE_CONTRACT_AUTHORITY_HOST || 'https://login.microsoftonline.com'
  return {
    name: new URL(url).host,
    url: new URL(url).origin,
    tenantId: setting('TENANT_ID'),
    clientId: setting('CLIENT_ID'),
    clientSecret: setting('CLIENT_SECRET'),
    authorityHost,
    isPrivateAuthority: !/^https:\/\/login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn)\/?$/.test(authorityHost),
  }
}

async function sandbox(t: TestContext): Promise<ContractEnvironment> {
  const { url } = await sandboxDataverse(t)
  const app = { tenantId: 'sandbox', clientId: 'landbridge', clientSecret: 'landbridge-secret' }
  const { ask } = contractClient({ url, ...app, name: '', authorityHost: url, isPrivateAuthority: true })
  return {
    name: 'the sandbox',
    url,
    ...app,
    authorityHost: url,
    isPrivateAuthority: true,
    async addKey(table, column) {
      const keys = `EntityDefinitions(LogicalName='${table}')/Keys`
      await ask('POST', keys, { SchemaName: `new_${column}`, KeyAttributes: [column] })
      for (;;) {
        const { body } = await ask('GET', `${keys}?$select=EntityKeyIndexStatus`)
        if (JSON.stringify(body).includes('Active')) return
        await sleep(20)
      }
    },
    async addFileColumn(table, column) {
      const type = { '@odata.type': 'Microsoft.Dynamics.CRM.FileAttributeMetadata' }
      await ask('POST', `EntityDefinitions(LogicalName='${table}')/Attributes`, {
        ...type,
        SchemaName: column,
        MaxSizeInKB: 6144,
      })
    },
  }
}
