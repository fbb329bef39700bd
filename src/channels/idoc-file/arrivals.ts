import type { FileHandle } from 'node:fs/promises'
import { arrivalOf } from '../../idoc/arrival-of.ts'
import { parseFlatIdocs } from '../../idoc/flat.ts'
import type { ParsedIdoc } from '../../idoc/packet-reader.ts'
import { parseIdocs } from '../../idoc/parse.ts'
import { PayloadTooLarge } from '../../idoc/payload-too-large.ts'
import type { SegmentLayouts } from '../../idoc/segment-layouts.ts'
import type { Arrival } from '../../message/arrival.ts'
import { Rejected } from '../../message/errors.ts'
import { chunksOf } from './chunks-of.ts'
import { type ClaimedFile, openClaimed } from './claim-file.ts'
import { type Format, formatOf } from './format-of.ts'

export interface FileLimits {
  /** The only logical system whose IDocs are taken; any when not given. */
  readonly system?: string | undefined
  readonly metadata: SegmentLayouts
  readonly maxPacketBytes: number
  readonly maxIdocBytes: number
}

/** What a file holds, one arrival an IDoc. @throws {Error} at its end, when there is more in it than when it was taken */
export async function* arrivalsOf(claimed: ClaimedFile, limits: FileLimits): AsyncGenerator<Arrival, undefined> {
  if (claimed.bytes > limits.maxPacketBytes) {
    throw new PayloadTooLarge(
      `The file is larger than ${limits.maxPacketBytes} bytes (maxPacketBytes); split it or raise the limit.`,
    )
  }
  await using file = await openClaimed(claimed)
  const format = await formatOf(file)
  for await (const parsed of idocsIn(file, format, limits)) {
    checkSystem(parsed, limits.system)
    yield arrivalOf(parsed, { channel: 'idoc-file', contentType: format.contentType })
  }
  if ((await file.stat()).size !== claimed.bytes) throw new Error(`${claimed.name} was written to while it was read`)
}

function idocsIn(file: FileHandle, { kind, contentType }: Format, limits: FileLimits): AsyncIterable<ParsedIdoc> {
  const bytes = chunksOf(file)
  if (kind === 'xml') return parseIdocs(bytes, { contentType, maxIdocBytes: limits.maxIdocBytes })
  return parseFlatIdocs(bytes, { contentType, maxIdocBytes: limits.maxIdocBytes, layouts: limits.metadata })
}

function checkSystem({ document: { header } }: ParsedIdoc, system: string | undefined) {
  if (system === undefined || header.SNDPRN === system) return
  throw new Rejected(
    `IDoc ${header.DOCNUM} is from system ${header.SNDPRN}, but this folder is for ${system}; put it where it belongs.`,
  )
}
