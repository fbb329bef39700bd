import type { HeldRow, RowDifference } from './row-difference.ts'
import type { Table, TableIdentity } from './table.ts'

/** Looks at rows of Dynamics 365, for programs that ask before they write. Throws an IntegrationError when it cannot. */
export interface RowReader {
  /** GUID of the row with these column values, or nothing. */
  find(table: TableIdentity & Partial<Pick<Table, 'columns'>>, key: Readonly<Record<string, string>>): Promise<string | undefined>
  /** Some columns of a row, as Dynamics 365 shows a choice also `<column>@OData.Community.Display.V1.FormattedValue`; or nothing when it is not there. */
  read(table: TableIdentity, id: string, columns: readonly string[]): Promise<Readonly<Record<string, unknown>> | undefined>
}

/** Compares rows with what was written. Throws an IntegrationError when it cannot. */
export interface RowComparer {
  /** For each row what is otherwise in Dynamics 365; `undefined` where nothing is. */
  differences(table: Table, rows: readonly HeldRow[]): Promise<readonly (RowDifference | undefined)[]>
}
