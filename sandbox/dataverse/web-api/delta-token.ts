import type { Environment } from '../environment.ts'
import { badUrl, Problem } from './problem.ts'

/** A moment of the environment, as a delta link holds it: `919042!08/22/2017 08:10:44`. */
export function deltaTokenOf(version: number, at: Date = new Date()): string {
  const [day = '', time = ''] = at.toISOString().slice(0, 19).split('T')
  const [year, month, date] = day.split('-')
  return `${version}!${month}/${date}/${year} ${time}`
}

/**
 * The version a token stands for. @throws {Problem} it is none, or too old: changes are known for as many days as the
 * organization's column `expirechangetrackingindays` says, seven when nobody changed it
 */
export function readDeltaToken(environment: Environment, token: string): number {
  const [, version, month, date, year, time] = /^(\d+)!(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d:\d\d)$/.exec(token) ?? []
  const at = Date.parse(`${year}-${month}-${date}T${time}Z`)
  if (version === undefined || Number.isNaN(at)) throw badUrl(`The delta token '${token}' is not valid.`)
  const days = environment.rowsOf('organization')[0]?.values.expirechangetrackingindays ?? 7
  const isTooOld = Date.now() - at > Number(days) * 24 * 60 * 60 * 1000
  if (!isTooOld && Number(version) >= environment.deletions.tokensFrom) return Number(version)
  throw new Problem(400, '0x80044352', 'Version stamp associated with the client has expired. Please perform a full sync.')
}
