import { Argument, Command } from 'commander'
import { nameInPath, sentence } from '../arguments.ts'
import { ask } from '../client.ts'

export function pauseCommand(): Command {
  return new Command('pause')
    .description('stop a channel to Dynamics 365 or an interface; what is for it is stored and waits')
    .addArgument(new Argument('<what>', 'what is stopped').choices(['channel', 'interface']))
    .argument('<name>', 'such as dataverse, or invoice', nameInPath)
    .requiredOption('--reason <sentence>', 'why, must be given; it stands in the audit log with your name', sentence)
    .addHelpText('after', "\nExample:\n  npx landbridge pause interface invoice --reason 'prices are being corrected in SAP'")
    .action(async (what: string, name: string, { reason }: { reason: string }) => {
      await ask(`${what}s/${encodeURIComponent(name)}/pause`, { method: 'POST', body: { reason } })
      console.log(`The ${what} ${name} is paused; npx landbridge resume ${what} ${name} lets it go on`)
    })
}
