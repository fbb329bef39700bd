import { Argument, Command } from 'commander'
import { nameInPath, sentence } from '../arguments.ts'
import { ask } from '../client.ts'

export function resumeCommand(): Command {
  return new Command('resume')
    .description('let a channel or an interface go on that was paused; what waited goes out at once')
    .addArgument(new Argument('<what>', 'what goes on').choices(['channel', 'interface']))
    .argument('<name>', 'such as dataverse, or invoice', nameInPath)
    .option('--reason <sentence>', 'why; it stands in the audit log with your name', sentence)
    .addHelpText(
      'after',
      '\nA channel that paused by itself is tried at once.\n\nExample:\n  npx landbridge resume interface invoice',
    )
    .action(async (what: string, name: string, { reason }: { reason?: string }) => {
      const path = `${what}s/${encodeURIComponent(name)}/resume`
      const body = reason === undefined ? {} : { reason }
      const { wasPaused } = await ask<{ wasPaused: boolean }>(path, { method: 'POST', body })
      console.log(
        wasPaused ? `The ${what} ${name} goes on` : `Nobody had paused the ${what} ${name}; what waits for it is tried at once`,
      )
    })
}
