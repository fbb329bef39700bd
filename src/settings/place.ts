import { resolve } from 'node:path'
import { fromEnvironment, setting } from './environment.ts'
import { outboundProxy } from './outbound-proxy.ts'
import { filled, oneOf, port } from './read-text.ts'
import { SettingsError } from './settings-error.ts'
import { traceTarget } from './traces.ts'

/** Where this node runs: what the environment alone says. */
export type Place = ReturnType<typeof readPlace>

/** @throws {SettingsError} */
export function readPlace() {
  return {
    host: setting('LANDBRIDGE_HOST', filled, '127.0.0.1'),
    port: setting('LANDBRIDGE_PORT', port, '8080'),
    dataFolder: resolve(setting('LANDBRIDGE_DATA', filled, '.landbridge')),
    databaseUrl: databaseUrl(),
    outboundProxy: outboundProxy(),
    traces: traceTarget(),
    logLevel: setting('LOG_LEVEL', oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'), 'info'),
    sandboxDataversePort: setting('SANDBOX_DATAVERSE_PORT', port, '8443'),
    sandboxS4hanaPort: setting('SANDBOX_S4HANA_PORT', port, '8090'),
    demoDocuments: setting('LANDBRIDGE_DEMO_DOCUMENTS', oneOf('yes', 'no'), 'yes') === 'yes',
  }
}

function databaseUrl(): string | undefined {
  const url = fromEnvironment('DATABASE_URL')
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) {
    throw new SettingsError('DATABASE_URL must look like postgres://user:password@host:5432/database')
  }
  return url
}
