import type { ContractClient } from './client.ts'

/** Something Dataverse does, real or not. It makes rows whose names begin with the client's mark, and no others. */
export interface ContractCase {
  /** A claim. */
  readonly name: string
  /** An alternate key of `account.accountnumber`, whose index is active. */
  readonly needs?: 'account key'
  run(client: ContractClient): Promise<void>
}
