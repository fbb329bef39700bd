import { Command } from 'commander'

export function testCommand(): Command {
  return new Command('test')
    .description('map the examples of interfaces and compare with what must come out, as it stands beside them')
    .argument('[interface...]', 'names of interfaces; all, delivered and your own, when none is given')
    .option('--write', 'write what comes out now beside the examples that lack it or say otherwise; git diff shows what changed')
    .addHelpText(
      'after',
      `
An example is a document in the folder examples/ of an interface, something.idoc.xml, or something.xi.xml with all its parts or the payload alone. Beside it stands what must come out:
something.writes.json, or something.held.txt with the sentence a person will read.
Interfaces of your own are mapped with landbridge.config.ts, where there is one (its secrets are not needed), delivered ones as delivered.
Exit code 1 when something else comes out, or an interface is not as it should be.

Examples:
  npx landbridge test
  npx landbridge test sales-order --write && git diff`,
    )
    .action(async (names: string[], options: { write?: boolean }) =>
      (await import('../actions/test.ts')).testExamples(names, options),
    )
}
