import { type PacketOptions, PacketReader, type ParsedIdoc } from './packet-reader.ts'
import { parsePacket } from './parse-packet.ts'

/** A packet up to this size is read at once, which is quicker; a larger one piece by piece. */
export function mostWholeBytes({ maxIdocBytes }: PacketOptions): number {
  return Math.min(1024 * 1024, maxIdocBytes)
}

const pieceBytes = 65_536

/**
 * The IDocs of a packet of IDoc XML, one by one while the bytes still come in. Memory is bounded by one IDoc or a megabyte, not by the
 * packet. @throws {Rejected} with line and column; IDocs given before that are void, since a packet is taken whole or not at all
 */
export async function* parseIdocs(chunks: AsyncIterable<Uint8Array>, options: PacketOptions): AsyncGenerator<ParsedIdoc> {
  const mostWhole = mostWholeBytes(options)
  const start: Uint8Array[] = []
  let bytes = 0
  let reader: PacketReader | undefined
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (reader === undefined) start.push(chunk)
    if (bytes <= mostWhole) continue
    reader ??= new PacketReader(options)
    for (const next of start.length > 0 ? start.splice(0) : [chunk]) yield* inPieces(reader, next)
  }
  if (reader === undefined) yield* parsePacket(Buffer.concat(start), options)
  else yield* reader.end()
}

function* inPieces(reader: PacketReader, chunk: Uint8Array): Generator<ParsedIdoc> {
  for (let at = 0; at < chunk.length; at += pieceBytes) yield* reader.write(chunk.subarray(at, at + pieceBytes))
}
