/**
 * How a body travels within the sandbox: as text, and bytes as a text with a character for each of them. So files go the same
 * way as everything else.
 */
export function encodingOf(contentType: string | undefined): 'latin1' | 'utf8' {
  return contentType === bytesType ? 'latin1' : 'utf8'
}

export const bytesType = 'application/octet-stream'
