import { Command } from 'commander'
import { nameInPath, sentence } from '../arguments.ts'
import { ask } from '../client.ts'
import { sayChanged } from '../say-changed.ts'

export function restartCommand(): Command {
  return new Command('restart')
    .description('deliver a message again, now')
    .argument('<id>', 'message id, its beginning, IDoc number (the newest with it), or id of an XI message', nameInPath)
    .option('--reason <sentence>', 'why; it stands in the audit log with your name', sentence)
    .addHelpText(
      'after',
      '\nWhat is held, parked or waits for its next try goes out now; what has ended is done again, after what waits for its object.\n\nExample:\n  npx landbridge restart 710010',
    )
    .action(async (id: string, body: { reason?: string }) => {
      sayChanged(await ask(`messages/${encodeURIComponent(id)}/restart`, { method: 'POST', body }), 'restarted')
    })
}
