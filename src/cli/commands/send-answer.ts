import { Command } from 'commander'
import { nameInPath, sentence } from '../arguments.ts'
import { ask } from '../client.ts'

export function sendAnswerCommand(): Command {
  return new Command('send-answer')
    .description('send an answer now that SAP refused')
    .argument('<id>', 'message id, its beginning, IDoc number (the newest with it), or id of an XI message', nameInPath)
    .option('--reason <sentence>', 'why; it stands in the audit log with your name', sentence)
    .addHelpText(
      'after',
      '\nIt goes out within a second or two; npx landbridge show says what SAP made of it.\n\nExample:\n  npx landbridge send-answer 710010',
    )
    .action(async (id: string, body: { reason?: string }) => {
      await ask(`messages/${encodeURIComponent(id)}/answer/send`, { method: 'POST', body })
      console.log(`The answer to ${id} goes out now; npx landbridge show ${id} says what SAP made of it`)
    })
}
