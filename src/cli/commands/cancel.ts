import { Command } from 'commander'
import { nameInPath, sentence } from '../arguments.ts'
import { ask } from '../client.ts'
import { sayChanged } from '../say-changed.ts'

export function cancelCommand(): Command {
  return new Command('cancel')
    .description('give up what is left to deliver of a message; what waits behind it goes on')
    .argument('<id>', 'message id, its beginning, IDoc number (the newest with it), or id of an XI message', nameInPath)
    .requiredOption('--reason <sentence>', 'why, must be given; it stands in the audit log with your name', sentence)
    .addHelpText('after', "\nExample:\n  npx landbridge cancel 710010 --reason 'test data, customer does not exist'")
    .action(async (id: string, { reason }: { reason: string }) => {
      sayChanged(await ask(`messages/${encodeURIComponent(id)}/cancel`, { method: 'POST', body: { reason } }), 'cancelled')
    })
}
