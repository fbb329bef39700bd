import { Command } from 'commander'
import { address } from '../arguments.ts'

export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('only the sandbox S/4HANA and the sandbox Dynamics 365, to point other programs at')
    .option(
      '--target <url>',
      'where the sandbox S/4HANA sends its documents; a Landbridge at LANDBRIDGE_PORT of this machine when not said',
      address,
    )
    .addHelpText(
      'after',
      `
Their state is in the data folder (LANDBRIDGE_DATA), beside that of npx landbridge start.
Ports: SANDBOX_DATAVERSE_PORT, SANDBOX_S4HANA_PORT; 0 takes a free one. LANDBRIDGE_DEMO_DOCUMENTS=no sends no example documents.

Example:
  npx landbridge sandbox --target https://po.example.com/idoc`,
    )
    .action(async (options: { target?: string }) => (await import('../actions/sandbox.ts')).sandbox(options))
}
