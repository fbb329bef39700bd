import { applyProvision, planProvision } from '../../src/channels/dataverse/provision.ts'
import { connectReceivers } from '../../src/connect-receivers.ts'
import { createLog } from '../../src/create-log.ts'
import { neededTables } from '../../src/needed-tables.ts'
import { ownInterfaces } from '../../src/settings/own-interfaces.ts'
import type { Settings } from '../../src/settings/settings.ts'

/** Gives every receiver of these settings what the interfaces need there. */
export async function provision(settings: Settings): Promise<void> {
  for (const [name, { channel }] of connectReceivers(settings, createLog({ logLevel: 'silent' }))) {
    try {
      await applyProvision(channel.api, await planProvision(channel.api, await neededTables(settings, name)), { pollMs: 50 })
    } finally {
      await channel.close()
    }
  }
}

/** Whether one environment with all that the delivered interfaces need, keys included, is right for these settings; interfaces of one's own need more. */
export function needsTheUsual({ dataverse, receivers }: Settings): boolean {
  return dataverse.match === 'key' && Object.keys(receivers).length === 0 && ownInterfaces() === undefined
}
