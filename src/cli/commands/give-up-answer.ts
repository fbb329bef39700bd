import { Command } from 'commander'
import { nameInPath, sentence } from '../arguments.ts'
import { ask } from '../client.ts'

export function giveUpAnswerCommand(): Command {
  return new Command('give-up-answer')
    .description('give up telling SAP what became of a message; restarted, it is told anew')
    .argument('<id>', 'message id, its beginning, IDoc number (the newest with it), or id of an XI message', nameInPath)
    .requiredOption('--reason <sentence>', 'why, must be given; it stands in the audit log with your name', sentence)
    .addHelpText('after', "\nExample:\n  npx landbridge give-up-answer 710010 --reason 'the IDoc was deleted in SAP'")
    .action(async (id: string, { reason }: { reason: string }) => {
      await ask(`messages/${encodeURIComponent(id)}/answer/give-up`, { method: 'POST', body: { reason } })
      console.log(`The answer to ${id} was given up`)
    })
}
