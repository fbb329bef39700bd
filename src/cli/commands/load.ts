import { openAsBlob, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Command } from 'commander'
import { readClientSettings } from '../../settings/client-settings.ts'
import { wholeNumber } from '../arguments.ts'
import { ask, assertRunning, runningUrl } from '../client.ts'
import { CommandFailed } from '../exit.ts'
import { filesIn } from '../files-in.ts'
import { type IdocPacket, idocPackets } from '../idoc-packets.ts'
import { isXiFile } from '../is-xi-file.ts'
import { LoadProgress } from '../load-progress.ts'
import { readPasswordFile } from '../password-file.ts'
import { postPacket } from '../post-packet.ts'
import { postPatiently } from '../post-patiently.ts'
import { progressBar } from '../progress-bar.ts'
import type { Target } from '../send-file.ts'
import { count } from '../words.ts'

interface Options {
  user?: string
  passwordFile?: string
  ahead: number
  packet: number
}

export function loadCommand(): Command {
  return new Command('load')
    .description(
      'initial load: post IDocs of files of any size, and XI messages, no faster than they are delivered; goes on where it was',
    )
    .argument('<file...>', "files, folders with .xml files, or patterns such as 'export/**/*.xml'")
    .option('--user <name>', 'the sender (LANDBRIDGE_SENDER_USER; the demo has S4HCLNT100)')
    .option('--password-file <file>', 'file with its password (or LANDBRIDGE_SENDER_PASSWORD; the demo has sandbox)')
    .option('--packet <number>', 'IDocs that go in one request', wholeNumber(1, 1000), 100)
    .option(
      '--ahead <number>',
      'deliveries that may wait; with fewer, documents that come meanwhile go out sooner',
      wholeNumber(1, 1_000_000),
      2000,
    )
    .addHelpText(
      'after',
      `
What is stored is noted in the data folder (load.json): stopped or killed, the same command goes on where it was.
To load a file once more, remove load.json; what was sent before is no new message.
A file holds IDocs in XML, as many as you like, or one XI message as it went over the wire: its parts (multipart), or its SOAP envelope.
Exit code 1 when something was not taken.

Examples:
  npx landbridge load export/customers.xml export/materials.xml
  npx landbridge load --ahead 500 export/
  npx landbridge load 'invoices/*.xi.xml'`,
    )
    .action(async (names: string[], { user, passwordFile, ahead, packet }: Options) => {
      const { senderUser, senderPassword, dataFolder } = readClientSettings()
      const url = runningUrl()
      await assertRunning(url)
      const password = passwordFile === undefined ? senderPassword : readPasswordFile(passwordFile)
      const target = { url, user: user ?? senderUser, password }
      await load(names.flatMap(filesIn), target, { progress: new LoadProgress(join(dataFolder, 'load.json')), ahead, packet })
    })
}

interface How {
  readonly progress: LoadProgress
  readonly ahead: number
  readonly packet: number
}

async function load(files: readonly string[], target: Target, { progress, ahead, packet }: How): Promise<void> {
  const sizes = files.map((file) => statSync(file).size)
  const stored = files.map((file) => progress.storedOf(file))
  const kilobytes = (bytes: number) => Math.round(bytes / 1024)
  const bar = progressBar('kB', kilobytes(sum(sizes)))
  bar.increment(kilobytes(sum(stored)))
  const said = { idocs: 0, repeated: 0, xiMessages: 0, refused: [] as string[] }
  try {
    for (const [index, file] of files.entries()) {
      let at = stored[index] as number
      if (at === 0 && isXiFile(file)) {
        await roomFor(ahead)
        if (await storeXi(file, target, said)) progress.note(file, sizes[index] as number)
        bar.increment(kilobytes(sizes[index] as number))
        continue
      }
      for await (const next of idocPackets(file, { from: at, size: packet })) {
        await roomFor(ahead)
        await storePacket(next, file, target, said)
        progress.note(file, next.end)
        bar.increment(kilobytes(next.end) - kilobytes(at))
        at = next.end
      }
      if (at === 0) {
        said.refused.push(`${file} holds no IDoc in XML`)
        continue
      }
      progress.note(file, sizes[index] as number)
    }
  } finally {
    bar.stop()
  }
  report(said, sum(stored), sum(sizes))
}

/** Live documents share the queue with the load: it stays short. */
async function roomFor(ahead: number): Promise<void> {
  for (;;) {
    const { waiting, delivering } = await ask<{ waiting: number; delivering: number }>('queues')
    if (waiting + delivering < ahead) return
    await pause(200)
  }
}

interface Said {
  idocs: number
  repeated: number
  xiMessages: number
  readonly refused: string[]
}

/** One bad IDoc does not keep out the others of its packet. */
async function storePacket(packet: IdocPacket, file: string, target: Target, said: Said): Promise<void> {
  const { accepted, repeated, refused } = await postPacket(packet, target)
  said.idocs += accepted
  said.repeated += repeated
  said.refused.push(...refused.map((problem) => `${file}: ${problem}`))
}

/** Whether it is stored. One that is refused comes again with the next load: it may be put right in the settings, too. */
async function storeXi(file: string, target: Target, said: Said): Promise<boolean> {
  const answered = await postPatiently('/xi', await openAsBlob(file), target)
  if ('stored' in answered) said.xiMessages++
  else said.refused.push(`${file}: ${answered.refused}`)
  return 'stored' in answered
}

/** @throws {CommandFailed} when something was not taken */
function report({ idocs, repeated, xiMessages, refused }: Said, before: number, all: number): void {
  for (const problem of refused.slice(0, 20)) console.error(`✗ ${problem}`)
  if (before === all && refused.length === 0) {
    console.log('There is nothing left to load, as load.json in the data folder says; remove it to load these files once more')
    return
  }
  const again = repeated === 0 ? '' : `, ${repeated} of them not for the first time`
  const wentOn = before === 0 ? '' : '; it went on where it was'
  const stored = xiMessages === 0 ? count(idocs, 'IDoc') : bothOf(idocs, xiMessages)
  console.log(`${stored} stored${again}${wentOn}`)
  if (refused.length > 0)
    throw new CommandFailed(`${refused.length} not taken; correct what the lines say, and send it by npx landbridge send`)
}

function bothOf(idocs: number, xiMessages: number): string {
  const messages = count(xiMessages, 'XI message')
  return idocs === 0 ? messages : `${count(idocs, 'IDoc')} and ${messages}`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
