import { createReadStream } from 'node:fs'
import { CommandFailed } from './exit.ts'

/** Some IDocs of a file as a packet that can be posted, and where in the file they end. */
export interface IdocPacket {
  readonly body: Buffer
  readonly idocs: number
  /** Bytes of the file up to the end of its last IDoc: where one goes on after it. */
  readonly end: number
}

/**
 * The IDocs of a file in packets of so many, from a place on, as the bytes they are. Nothing but one packet is held in memory. IDocs are told by
 * their tags, whose bytes are the same in UTF-8 and the ISO-8859 encodings; what they say is checked by who takes them.
 * @throws {CommandFailed} behind the last packet, when the file ends within an IDoc
 */
export async function* idocPackets(file: string, { from, size }: { from: number; size: number }): AsyncGenerator<IdocPacket> {
  const head = await headOf(file)
  let rest = Buffer.alloc(0)
  let read = from
  let idocs: Buffer[] = []
  for await (const chunk of createReadStream(file, { start: from })) {
    rest = Buffer.concat([rest, chunk as Buffer])
    for (let found = nextIdoc(rest); found !== undefined; found = nextIdoc(rest)) {
      idocs.push(rest.subarray(found.start, found.end))
      rest = rest.subarray(found.end)
      read += found.end
      if (idocs.length < size) continue
      yield packetOf(head, idocs, read)
      idocs = []
    }
  }
  if (idocs.length > 0) yield packetOf(head, idocs, read)
  const cut = startOfIdoc(rest)
  if (cut !== undefined) {
    throw new CommandFailed(
      `${file} ends within the IDoc that begins at byte ${read + cut}; the IDocs before it are stored. Get the whole file and run the same command again`,
    )
  }
}

/** The XML declaration, and the name of the document's element. */
interface Head {
  readonly declaration: string
  readonly root: string
}

async function headOf(file: string): Promise<Head> {
  for await (const chunk of createReadStream(file, { end: 4095, encoding: 'latin1' })) {
    const declaration = /<\?xml[^>]*\?>/.exec(chunk)?.[0] ?? '<?xml version="1.0" encoding="UTF-8"?>'
    const root = /<([A-Za-z_][\w.-]*)[\s>]/.exec(chunk.replace(declaration, ''))?.[1] ?? 'IDOCS'
    return { declaration, root }
  }
  return { declaration: '', root: 'IDOCS' }
}

function nextIdoc(bytes: Buffer): { start: number; end: number } | undefined {
  const start = startOfIdoc(bytes)
  if (start === undefined) return undefined
  const end = bytes.indexOf(closing, start)
  return end === -1 ? undefined : { start, end: end + closing.length }
}

const closing = '</IDOC>'

/** Not that of an element around them, such as IDOCS. */
function startOfIdoc(bytes: Buffer): number | undefined {
  for (let at = bytes.indexOf(opening); at !== -1; at = bytes.indexOf(opening, at + 1)) {
    const next = bytes[at + opening.length]
    if (next !== undefined && /[\s>]/.test(String.fromCharCode(next))) return at
  }
  return undefined
}

const opening = '<IDOC'

function packetOf({ declaration, root }: Head, idocs: readonly Buffer[], end: number): IdocPacket {
  const name = root === 'IDOC' ? 'IDOCS' : root
  const body = Buffer.concat([Buffer.from(`${declaration}\n<${name}>`, 'latin1'), ...idocs, Buffer.from(`</${name}>`)])
  return { body, idocs: idocs.length, end }
}
