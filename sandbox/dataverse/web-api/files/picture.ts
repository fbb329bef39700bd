/** The extension of a picture's kind, by how it begins; nothing when no image column takes it (Microsoft: "Use image column data"). */
export function pictureKind(bytes: Buffer): string | undefined {
  const begin = bytes.toString('latin1', 0, 8)
  return Object.entries(begins).find(([, ways]) => ways.some((way) => begin.startsWith(way)))?.[0]
}

const begins: Record<string, readonly string[]> = {
  '.gif': ['GIF87a', 'GIF89a'],
  '.jpg': ['\xff\xd8\xff'],
  '.tif': ['II*\0', 'MM\0*'],
  '.bmp': ['BM'],
  '.png': ['\x89PNG\r\n\x1a\n'],
}
