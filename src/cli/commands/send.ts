import { Command } from 'commander'
import { readClientSettings } from '../../settings/client-settings.ts'
import { wholeNumber } from '../arguments.ts'
import { assertRunning, runningUrl } from '../client.ts'
import { CommandFailed } from '../exit.ts'
import { filesIn } from '../files-in.ts'
import { readPasswordFile } from '../password-file.ts'
import { progressBar } from '../progress-bar.ts'
import { type Sent, sendFile, type Target } from '../send-file.ts'
import { count, shortNumber } from '../words.ts'

interface Options {
  user?: string
  passwordFile?: string
  concurrency: number
}

export function sendCommand(): Command {
  return new Command('send')
    .description('post files with IDocs, or with an XI message each, to the running Landbridge, as S/4HANA would')
    .argument('<file...>', "files, folders with .xml files, or patterns such as 'export/**/*.xml'")
    .option('--user <name>', 'the sender (LANDBRIDGE_SENDER_USER; the demo has S4HCLNT100)')
    .option('--password-file <file>', 'file with its password (or LANDBRIDGE_SENDER_PASSWORD; the demo has sandbox)')
    .option('--concurrency <number>', 'how many at once; with 1 they arrive in the order given', wholeNumber(1, 64), 4)
    .addHelpText(
      'after',
      `
A file that was sent before is answered like the first time and is no new message, so all can be sent again at any time.
Exit code 1 when one was not taken.

Examples:
  npx landbridge send exported-idocs/
  npx landbridge send --concurrency 1 monday.xml tuesday.xml`,
    )
    .action(async (names: string[], { user, passwordFile, concurrency }: Options) => {
      const files = names.flatMap(filesIn)
      const { senderUser, senderPassword } = readClientSettings()
      const url = runningUrl()
      await assertRunning(url)
      const password = passwordFile === undefined ? senderPassword : readPasswordFile(passwordFile)
      report(await sendAll(files, concurrency, { url, user: user ?? senderUser, password }))
    })
}

async function sendAll(files: readonly string[], concurrency: number, target: Target): Promise<Sent[]> {
  const bar = progressBar('files', files.length)
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

/** @throws {CommandFailed} when a file was not taken */
function report(sent: readonly Sent[]): void {
  for (const { file, idocs, problem } of sent) {
    if (problem !== undefined) console.error(`✗ ${file}: ${problem}`)
    else if (sent.length <= mostNamed) console.log(`✓ ${file}: ${idocsText(idocs)}`)
  }
  const idocs = sent.flatMap((one) => one.idocs)
  const repeated = idocs.filter((idoc) => idoc.repeated).length
  const before = repeated === 0 ? '' : `, ${repeated} of them not for the first time`
  const what = idocs.some(({ idoc }) => idoc === undefined) ? 'message' : 'IDoc'
  console.log(`${count(idocs.length, what)} of ${count(sent.length, 'file')} accepted${before}`)
  const refused = sent.filter(({ problem }) => problem !== undefined).length
  if (refused > 0) throw new CommandFailed(`${count(refused, 'file')} not taken`)
}

/** Of more files only those that were refused are named. */
const mostNamed = 20

function idocsText(idocs: Sent['idocs']): string {
  const [first] = idocs
  if (first !== undefined && first.idoc === undefined) return `XI message accepted as ${first.messageId}`
  return idocs.length === 1 ? `IDoc ${shortNumber(first?.idoc)} accepted` : `${count(idocs.length, 'IDoc')} accepted`
}
