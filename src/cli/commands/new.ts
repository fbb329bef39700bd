import { Command } from 'commander'
import type { NewOptions } from '../actions/new.ts'

export function newCommand(): Command {
  return new Command('new')
    .description(
      'begin an interface of your own from what SAP sends: its folder, with all segments and fields, ready to be tried',
    )
    .argument('<name>', 'what it is called: lower-case letters, digits and hyphens')
    .requiredOption(
      '--from <file...>',
      'documents (IDoc XML, or XI messages), and what WE60 saves of the IDoc type (parser file or XML schema)',
    )
    .option('--prefix <prefix>', "your publisher's prefix, of tables and columns that are new in Dynamics 365", 'own')
    .option('--proxy <name>', 'the outbound interface (SPROXY) that sends it, where a file is the payload of an XI message alone')
    .addHelpText(
      'after',
      `
Several files tell more than one: WE60 has every field with its length and what it is, a document those that are filled, and segments of your own.
Documents become the first examples; they are copied as they are, so take ones without real people in them, or change them.
The folder comes into interfaces/ beside landbridge.config.ts, or where LANDBRIDGE_INTERFACES says. What is there already is not changed.

Examples:
  npx landbridge new sales-order --from order.xml
  npx landbridge new sales-order --from orders05.txt order.xml --prefix contoso
  npx landbridge new contract --from payload.xml --proxy SI_Contract_Out`,
    )
    .action(async (name: string, options: NewOptions) => (await import('../actions/new.ts')).beginInterface(name, options))
}
