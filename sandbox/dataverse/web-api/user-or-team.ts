import type { Environment } from '../environment.ts'

/** An address in which the user or team of `owners(<guid>)` is named by its own set (Microsoft: "Owner table/entity reference"). */
export function userOrTeam(environment: Environment, address: string): string {
  const [, id] = /^\/?owners\((?:ownerid=)?([\da-fA-F-]{36})\)$/.exec(address) ?? []
  if (id === undefined) return address
  return environment.find('team', id) === undefined ? `systemusers(${id})` : `teams(${id})`
}
