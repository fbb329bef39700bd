import type { AlertLimits } from './message/alert.ts'
import type { ChannelNames } from './message/channel-names.ts'
import type { Settings } from './settings/settings.ts'
import { SettingsError } from './settings/settings-error.ts'

/** @throws {SettingsError} a target in alerts is limited to an interface or a channel that does not exist */
export function checkAlertLimits(
  { alerts: { email, teams, webhooks } }: Pick<Settings, 'alerts'>,
  interfaces: readonly string[],
  channels: ChannelNames,
): void {
  const known = Object.values(channels).flat()
  for (const [setting, limits] of [
    ...(email === undefined ? [] : [['email', email] as const, ...placed('email.groups', email.groups)]),
    ...placed('teams', teams),
    ...placed('webhooks', webhooks),
  ]) {
    mustBeAmong(`alerts.${setting}.interfaces`, 'interface', limits.interfaces, interfaces)
    mustBeAmong(`alerts.${setting}.channels`, 'channel', limits.channels, known)
  }
}

function placed(setting: string, targets: readonly AlertLimits[]) {
  return targets.map((target, index) => [`${setting}.${index}`, target] as const)
}

function mustBeAmong(setting: string, kind: string, names: AlertLimits['interfaces'], known: readonly string[]): void {
  if (names === undefined || names === 'all') return
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new SettingsError(`${setting} names '${unknown}', which is no ${kind}; there is ${known.join(', ')}, or 'all'`)
}
