/** What a request is about; sentences name it. */
export interface Subject {
  readonly table?: string
  readonly key?: Readonly<Record<string, string>>
  /** The environment is looked at or prepared: no document is to blame for what is refused. */
  readonly isSetup?: boolean
}

/** The row as an operator reads it, e.g. `account accountnumber=4711`. */
export function rowName({ table, key = {} }: Subject): string {
  const columns = Object.entries(key).map(([column, value]) => `${column}=${value}`)
  return [table ?? 'the request', columns.join(' ')].join(' ').trim()
}
