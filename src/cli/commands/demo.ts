import { Command } from 'commander'

export function demoCommand(): Command {
  return new Command('demo')
    .description('the whole product offline, with a sandbox S/4HANA and a sandbox Dynamics 365 (npm start)')
    .addHelpText(
      'after',
      `
Its state is in .landbridge (LANDBRIDGE_DATA); a second start goes on where the first one stopped.
Ports: LANDBRIDGE_PORT, SANDBOX_DATAVERSE_PORT, SANDBOX_S4HANA_PORT; 0 takes a free one.
LANDBRIDGE_DEMO_DOCUMENTS=no sends no example documents.

Examples:
  npx landbridge demo
  LANDBRIDGE_DATA=other LANDBRIDGE_PORT=0 SANDBOX_DATAVERSE_PORT=0 SANDBOX_S4HANA_PORT=0 npx landbridge demo`,
    )
    .action(async () => (await import('../actions/demo.ts')).demo())
}
