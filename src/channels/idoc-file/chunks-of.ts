import type { FileHandle } from 'node:fs/promises'

const chunkBytes = 65_536

/** A file's bytes from its start, as often as they are asked for: a read stream would close the file when its reader stops early. */
export async function* chunksOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, at)
    if (bytesRead === 0) return
    at += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
