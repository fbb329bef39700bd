import type { Logger } from 'pino'
import { credentialFor } from './channels/dataverse/credential.ts'
import { type Dataverse, dataverse } from './channels/dataverse/dataverse.ts'
import type { WebApiOptions } from './channels/dataverse/web-api.ts'
import { readCaFile } from './settings/ca-file.ts'
import type { Settings } from './settings/settings.ts'

/** The receiver channel as the settings describe it; `check` and `provision` use it without the rest. */
export function connectDynamics(settings: Settings, log: Logger, onRequest?: WebApiOptions['onRequest']): Dataverse {
  const { url, credential, furtherCredentials = [], caFile, fallbackOwner, timeoutSeconds, ...rest } = settings.dataverse
  const way = { ca: caFile === undefined ? undefined : readCaFile(caFile), proxy: settings.outboundProxy }
  return dataverse({
    url,
    credential: credentialFor(credential, way),
    furtherCredentials: furtherCredentials.map((further) => credentialFor(further, way)),
    ...way,
    fallbackOwner: fallbackOwner && columnOf(fallbackOwner),
    maxConcurrency: rest.maxConcurrency,
    dailyRequests: rest.dailyRequests,
    hasBulk: rest.bulkMessages,
    manners: settings.interfaces,
    timeoutMs: timeoutSeconds * 1000,
    log,
    onRequest,
  })
}

const userColumns = { domainName: 'domainname', email: 'internalemailaddress', employeeNumber: 'employeeid' } as const

function columnOf(user: NonNullable<Settings['dataverse']['fallbackOwner']>): Record<string, string> {
  const [name, value] = Object.entries(user)[0] as [keyof typeof userColumns, string]
  return { [userColumns[name]]: value }
}
