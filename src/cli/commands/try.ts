import { Command } from 'commander'
import type { TryOptions } from '../actions/try.ts'

export function tryCommand(): Command {
  return new Command('try')
    .description('parse and map documents and print what would be written, of several files a summary; touches nothing')
    .argument(
      '<file...>',
      "IDoc XML with one IDoc or many, or one XI message each or its payload alone; files, folders with .xml files, or patterns such as 'export/**/*.xml'",
    )
    .option('--json', 'as JSON; of several files the summary, with all reasons and files')
    .option('--interface <name>', 'which interface payloads of XI messages are for, where their namespace does not tell')
    .option('--live', 'with the value mappings of the running Landbridge, as people changed them, and not those of the files')
    .addHelpText(
      'after',
      `
It needs no database. Where there is a landbridge.config.ts, it maps with its systems and interfaces; the secrets it names are not needed.
Exit code 1 when something would be held, or no interface takes it.

Examples:
  npx landbridge try src/interfaces/business-partner/examples/create-full.idoc.xml
  npx landbridge try payloads-of-po/`,
    )
    .action(async (names: string[], options: TryOptions) => (await import('../actions/try.ts')).tryFiles(names, options))
}
