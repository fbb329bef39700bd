import { type PacketOptions, PacketReader, type ParsedIdoc } from './packet-reader.ts'

const pieceBytes = 65_536

/**
 * The IDocs of a packet of IDoc XML, one by one while the bytes still come in. Memory is bounded by one IDoc, not by the packet.
 * @throws {Rejected} with line and column; IDocs given before that are void, since a packet is taken whole or not at all
 */
export async function* parseIdocs(chunks: AsyncIterable<Uint8Array>, options: PacketOptions): AsyncGenerator<ParsedIdoc> {
  const reader = new PacketReader(options)
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += pieceBytes) yield* reader.write(chunk.subarray(at, at + pieceBytes))
  }
  yield* reader.end()
}
