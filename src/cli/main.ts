import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { cancelCommand } from './commands/cancel.ts'
import { checkCommand } from './commands/check.ts'
import { demoCommand } from './commands/demo.ts'
import { loadCommand } from './commands/load.ts'
import { messagesCommand } from './commands/messages.ts'
import { migrateCommand } from './commands/migrate.ts'
import { pauseCommand } from './commands/pause.ts'
import { provisionCommand } from './commands/provision.ts'
import { restartCommand } from './commands/restart.ts'
import { resumeCommand } from './commands/resume.ts'
import { sandboxCommand } from './commands/sandbox.ts'
import { sendCommand } from './commands/send.ts'
import { showCommand } from './commands/show.ts'
import { startCommand } from './commands/start.ts'
import { tryCommand } from './commands/try.ts'
import { exitCodeOf, sayError } from './exit.ts'

// Exit codes: 0 all is well, 1 the command's answer is no, 2 wrong usage or settings.
const { version, description } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'))

const program = new Command('landbridge')
  .description(description)
  .version(version)
  .addHelpText('after', '\nnpx landbridge <command> --help tells more about one of them.')
for (const command of [
  startCommand(),
  demoCommand(),
  sandboxCommand(),
  checkCommand(),
  provisionCommand(),
  migrateCommand(),
  tryCommand(),
  sendCommand(),
  loadCommand(),
  messagesCommand(),
  showCommand(),
  restartCommand(),
  cancelCommand(),
  pauseCommand(),
  resumeCommand(),
]) {
  program.addCommand(command.exitOverride().showHelpAfterError(`npx landbridge ${command.name()} --help tells how.`))
}

// Who reads our words may leave early, as in `npx landbridge messages | head`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

try {
  await program.exitOverride().showHelpAfterError('npx landbridge --help lists the commands.').parseAsync()
} catch (error) {
  // Commander has said what is wrong already.
  if (!(error instanceof CommanderError)) sayError(error)
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : exitCodeOf(error)
}
