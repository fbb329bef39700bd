import { type PacketOptions, PacketReader, type ParsedIdoc } from './packet-reader.ts'
import { readPlainPacket } from './plain-packet.ts'

/** The IDocs of a packet of IDoc XML that is there as a whole. @throws {Rejected} with line and column */
export function parsePacket(packet: Uint8Array, options: PacketOptions): ParsedIdoc[] {
  const plain = readPlainPacket(packet, options)
  if (plain !== undefined) return plain
  const reader = new PacketReader(options)
  return [...reader.write(packet), ...reader.end()]
}
