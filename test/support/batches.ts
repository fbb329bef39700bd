/** The header of a request whose body `batch` made. */
export const batchType = { 'content-type': 'multipart/mixed; boundary="batch_1"' }

export interface BatchRequest {
  /** As `POST accounts`. */
  readonly line: string
  readonly body?: object
  readonly headers?: readonly string[]
  readonly contentId?: string
}

export function batch(...parts: readonly string[]): string {
  return `${parts.map((text) => `--batch_1\r\n${text}`).join('')}--batch_1--\r\n`
}

export function part({ line, body, headers = [], contentId }: BatchRequest): string {
  const own = contentId === undefined ? [] : [`Content-ID: ${contentId}`]
  const head = ['Content-Type: application/http', 'Content-Transfer-Encoding: binary', ...own, '', `${line} HTTP/1.1`, ...headers]
  return `${[...head, '', ...(body === undefined ? [] : [JSON.stringify(body)])].join('\r\n')}\r\n`
}

export function changeSet(...requests: readonly BatchRequest[]): string {
  const parts = requests.map((request) => `--changeset_1\r\n${part(request)}`)
  return `Content-Type: multipart/mixed; boundary=changeset_1\r\n\r\n${parts.join('')}--changeset_1--\r\n`
}

/** Of the answers to the single requests. */
export function statuses(text: string): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d+) /gm)].map(([, status]) => Number(status))
}
