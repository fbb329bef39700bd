import type { ContractClient } from './client.ts'

export type Need = 'account key' | 'file column' | 'Dynamics 365 Sales'

/** Something Dataverse does, real or not. It makes rows whose names begin with the client's mark, and no others. */
export interface ContractCase {
  /** A claim. */
  readonly name: string
  /** An alternate key of `account.accountnumber`, whose index is active; a file column `new_contractfile` of account; invoices. */
  readonly needs?: Need
  run(client: ContractClient): Promise<void>
}
