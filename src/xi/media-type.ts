/** A `Content-Type` taken apart: `multipart/related; boundary="x"`. */
export interface MediaType {
  /** Lower case, e.g. `multipart/related`; empty when there was none. */
  readonly type: string
  /** Names in lower case, values without their quotes. */
  readonly parameters: ReadonlyMap<string, string>
}

/** RFC 9110, 8.3.1; SAP leaves out the quotes where they are needed, so a bare value goes up to the next semicolon. */
export function mediaTypeOf(contentType: string): MediaType {
  const [type = ''] = contentType.split(';', 1)
  const found = contentType.slice(type.length).matchAll(/;\s*([^=;\s]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;]*))/g)
  const parameters = [...found].map(([, name = '', quoted, bare = '']) => {
    return [name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? bare.trim()] as const
  })
  return { type: type.trim().toLowerCase(), parameters: new Map(parameters) }
}
