import type { AlertLimits, Trouble } from '../../message/alert.ts'

/**
 * Whether somebody with these limits is told of such trouble. What is about no interface and no channel, such as the database, goes past
 * limits to interfaces and channels only to who names its rule.
 */
export function isToldOf(
  { rules, interfaces, channels }: AlertLimits,
  { rule, about }: Pick<Trouble, 'rule' | 'about'>,
): boolean {
  if (rules !== undefined && !rules.includes(rule)) return false
  if (interfaces === undefined && channels === undefined) return true
  if ('interface' in about) return names(interfaces, about.interface)
  if ('channel' in about) return names(channels, about.channel)
  return rules !== undefined
}

function names(limit: AlertLimits['interfaces'], name: string): boolean {
  return limit === 'all' || limit?.includes(name) === true
}
