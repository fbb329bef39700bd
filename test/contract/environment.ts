/** An environment the contract is held against, and the app that may do everything in it. */
export interface ContractEnvironment {
  readonly name: string
  /** e.g. `https://contoso.crm4.dynamics.com` */
  readonly url: string
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who gives tokens. */
  readonly authorityHost: string
  /** No public authority: libraries must not look for it on the Internet. */
  readonly isPrivateAuthority: boolean
  /** Defines an alternate key; on a real environment an administrator did. */
  addKey?(table: string, column: string): Promise<void>
  /** Defines a column for files of 6 MB; on a real environment an administrator did. */
  addFileColumn?(table: string, column: string): Promise<void>
}
