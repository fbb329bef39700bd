/** Bytes of a file that Dataverse recommends to send or ask for at once (Microsoft: "Use file column data"). */
export const chunkSize = 4 * 1024 ** 2
