import { Command } from 'commander'

export function startCommand(): Command {
  return new Command('start')
    .description('receive and deliver, with the systems of landbridge.config.ts')
    .addHelpText(
      'after',
      `
It listens at LANDBRIDGE_HOST and LANDBRIDGE_PORT (127.0.0.1:8080); the monitor is at /.
Logs go to standard output: a JSON line each, in a terminal as plain text.
Ctrl-C or SIGTERM stops in order: no new documents are taken, work in hand is ended.

Examples:
  npx landbridge check && npx landbridge start
  DATABASE_URL=postgres://… LANDBRIDGE_PORT=9000 npx landbridge start`,
    )
    .action(async () => (await import('../actions/start.ts')).start())
}
