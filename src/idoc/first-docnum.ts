/**
 * DOCNUM of the first IDoc, by what a packet or a file begins with: also of one that cannot be read, so that whoever looks for its IDoc
 * finds why. Nothing where it does not stand there.
 */
export function firstDocnum(start: Uint8Array): string | undefined {
  // Without the zeros UTF-16 reads as well.
  const text = Buffer.from(start.subarray(0, 8192)).toString('latin1').replaceAll('\0', '')
  const [, inXml, inFile] = /<(?:\w+:)?DOCNUM>\s*(\d{1,16})\s*<|\bEDI_DC40(?:_U| {2})\d{3}(\d{16})/.exec(text) ?? []
  return inXml ?? inFile
}
