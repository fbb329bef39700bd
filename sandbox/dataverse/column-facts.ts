/** A column as it stands in a file below `tables/` or in the journal. */
export interface ColumnFacts {
  readonly column: string
  readonly type: string
  /**
   * Text: characters at most. Numbers: `min..max`, with `/places` behind it where they are known. Moment: `DateOnly` where only
   * its day is read. Choices: `1=Name | 2=Name` as `choice-names.ts` writes it, a status with `(state 0)` behind its name. Yes/No:
   * `0=Name | 1=Name`, or nothing for No and Yes. Lookup: `navigation=table/collection | …`, with `/Cascade` or `/Restrict` behind
   * it where somebody said so who added it. File and image: kilobytes at most, then `full` and `primary` where that is so.
   */
  readonly detail: string
  /** `system`, `application` or nothing. */
  readonly required: string
  /** `no`, `create`, `update`, `secret` (always, and never shown), `hidden` (neither); nothing: always. */
  readonly writable: string
  /** Capitals and all, as somebody wrote it who added the column. */
  readonly schemaName?: string
}
