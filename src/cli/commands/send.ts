import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Options, SingleBar } from 'cli-progress'
import { Command, InvalidArgumentError } from 'commander'
import { readClientSettings } from '../../config.ts'
import { runningUrl } from '../client.ts'
import { CommandFailed } from '../exit.ts'
import { type Sent, sendFile } from '../send-file.ts'
import { count } from '../words.ts'

export function sendCommand(): Command {
  return new Command('send')
    .description('post IDoc files to the running Landbridge, as S/4HANA would')
    .argument('<file...>', 'files, or folders with .xml files')
    .option('--concurrency <number>', 'how many at once', positive, 4)
    .addHelpText(
      'after',
      `
User and password of the sender: LANDBRIDGE_SENDER_USER, LANDBRIDGE_SENDER_PASSWORD (those of the demo when not set).
A file that was sent before is answered like the first time and is no new message.

Example:
  npx landbridge send exported-idocs/`,
    )
    .action(async (names: string[], { concurrency }: { concurrency: number }) => {
      const files = names.flatMap(filesOf)
      const sent = await sendAll(files, concurrency)
      for (const { file, problem } of sent) if (problem !== undefined) console.error(`✗ ${file}: ${problem}`)
      const idocs = sent.flatMap((one) => one.idocs)
      const repeated = idocs.filter((idoc) => idoc.repeated).length
      console.log(
        `${count(idocs.length, 'IDoc')} of ${count(files.length, 'file')} accepted${repeated === 0 ? '' : `, ${repeated} of them not for the first time`}`,
      )
      const refused = sent.filter(({ problem }) => problem !== undefined).length
      if (refused > 0) throw new CommandFailed(`${count(refused, 'file')} not taken`)
    })
}

function filesOf(name: string): string[] {
  const found = statSync(name, { throwIfNoEntry: false })
  if (found === undefined) throw new CommandFailed(`There is no file ${name}`)
  if (!found.isDirectory()) return [name]
  const files = globSync('**/*.xml', { cwd: name }).toSorted()
  if (files.length === 0) throw new CommandFailed(`There is no .xml file in ${name}`)
  return files.map((file) => join(name, file))
}

async function sendAll(files: readonly string[], concurrency: number): Promise<Sent[]> {
  const { senderUser, senderPassword } = readClientSettings()
  const target = { url: `${runningUrl()}/idoc`, user: senderUser, password: senderPassword }
  const bar = new SingleBar(barOptions)
  if (files.length > 5 && process.stderr.isTTY) bar.start(files.length, 0)
  const sent: Sent[] = []
  const left = files.entries()
  const worker = async () => {
    for (const [index, file] of left) {
      sent[index] = await sendFile(file, target)
      bar.increment()
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, files.length) }, worker))
  } finally {
    bar.stop()
  }
  return sent
}

const barOptions: Options = { format: '{bar} {value}/{total} files, {eta_formatted} left', hideCursor: true }

function positive(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1.')
  return number
}
