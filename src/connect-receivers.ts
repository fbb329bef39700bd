import type { Logger } from 'pino'
import type { Dataverse } from './channels/dataverse/dataverse.ts'
import type { WebApiOptions } from './channels/dataverse/web-api.ts'
import { connectDynamics } from './connect-dynamics.ts'
import type { RowReader } from './message/row-reader.ts'
import type { Settings } from './settings/settings.ts'

/** One Dynamics 365 environment of the settings. */
export interface ConnectedReceiver {
  readonly channel: Dataverse
  readonly match: Settings['dataverse']['match']
}

/** Every Dynamics 365 environment of the settings by name, `dataverse` first. */
export function connectReceivers(
  settings: Settings,
  log: Logger,
  onRequest?: WebApiOptions['onRequest'],
): ReadonlyMap<string, ConnectedReceiver> {
  const named = Object.entries(environmentsOf(settings))
  return new Map(
    named.map(([name, dataverse]) => [
      name,
      { channel: connectDynamics({ ...settings, dataverse }, log, onRequest), match: dataverse.match },
    ]),
  )
}

/** What the settings say of each. */
export function environmentsOf({ dataverse, receivers }: Settings): Record<string, Settings['dataverse']> {
  return { dataverse, ...receivers }
}

/** Looks at rows of all of them: where a row is to be found nobody says, so the first that has it counts. */
export function rowsOfAll(receivers: ReadonlyMap<string, ConnectedReceiver>): RowReader {
  const channels = [...receivers.values()].map(({ channel }) => channel)
  const [only] = channels
  if (only !== undefined && channels.length === 1) return only
  return {
    find: (table, key) => firstOf(channels, (channel) => channel.find(table, key)),
    read: (table, id, columns) => firstOf(channels, (channel) => channel.read(table, id, columns)),
  }
}

async function firstOf<T>(
  channels: readonly Dataverse[],
  look: (channel: Dataverse) => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const channel of channels) {
    const found = await look(channel)
    if (found !== undefined) return found
  }
  return undefined
}
