import { Command, CommanderError } from 'commander'
import { description, version } from '../version.ts'
import { exitCodeOf, sayError } from './exit.ts'

/** In the order of the help. What one of them does is in `actions/` where it needs much of the product, and loaded when it is called. */
const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./commands/start.ts')).startCommand(),
  demo: async () => (await import('./commands/demo.ts')).demoCommand(),
  sandbox: async () => (await import('./commands/sandbox.ts')).sandboxCommand(),
  check: async () => (await import('./commands/check.ts')).checkCommand(),
  provision: async () => (await import('./commands/provision.ts')).provisionCommand(),
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand(),
  new: async () => (await import('./commands/new.ts')).newCommand(),
  columns: async () => (await import('./commands/columns.ts')).columnsCommand(),
  try: async () => (await import('./commands/try.ts')).tryCommand(),
  test: async () => (await import('./commands/test.ts')).testCommand(),
  send: async () => (await import('./commands/send.ts')).sendCommand(),
  load: async () => (await import('./commands/load.ts')).loadCommand(),
  messages: async () => (await import('./commands/messages.ts')).messagesCommand(),
  refused: async () => (await import('./commands/refused.ts')).refusedCommand(),
  show: async () => (await import('./commands/show.ts')).showCommand(),
  compare: async () => (await import('./commands/compare.ts')).compareCommand(),
  restart: async () => (await import('./commands/restart.ts')).restartCommand(),
  cancel: async () => (await import('./commands/cancel.ts')).cancelCommand(),
  answers: async () => (await import('./commands/answers.ts')).answersCommand(),
  'send-answer': async () => (await import('./commands/send-answer.ts')).sendAnswerCommand(),
  'give-up-answer': async () => (await import('./commands/give-up-answer.ts')).giveUpAnswerCommand(),
  pause: async () => (await import('./commands/pause.ts')).pauseCommand(),
  resume: async () => (await import('./commands/resume.ts')).resumeCommand(),
}

/** Runs the command that these words call to its end, as `npx landbridge` and the words do, and gives the exit code. */
export async function run(words: readonly string[]): Promise<number> {
  const program = await programFor(words[0] ?? '')
  try {
    await program.parseAsync(words, { from: 'user' })
    return 0
  } catch (error) {
    // Commander has said what is wrong already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    sayError(error)
    return exitCodeOf(error)
  }
}

async function programFor(called: string): Promise<Command> {
  const program = new Command('landbridge')
    .description(description)
    .version(version)
    .addHelpText(
      'after',
      `
npx landbridge <command> --help tells more about one of them. Settings: docs/operate.md, Settings.
Exit codes: 0 all is well, 1 the answer is no, 2 wrong usage or settings.`,
    )
  for (const [name, load] of Object.entries(commands)) {
    // Whoever calls none of them is told of all.
    if (Object.hasOwn(commands, called) && name !== called) continue
    const command = await load()
    program.addCommand(command.exitOverride().showHelpAfterError(`npx landbridge ${command.name()} --help tells how.`))
  }
  return program.exitOverride().showHelpAfterError('npx landbridge --help lists the commands.')
}
