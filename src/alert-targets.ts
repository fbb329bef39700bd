import { email } from './channels/alert/email.ts'
import { teams } from './channels/alert/teams.ts'
import { webhook } from './channels/alert/webhook.ts'
import { checkAlertLimits } from './check-alert-limits.ts'
import { environmentsOf } from './connect-receivers.ts'
import { untold } from './engine/alerts/untold.ts'
import type { AlertChannel, AlertLimits, AlertTarget } from './message/alert.ts'
import { channelNames } from './message/channel-names.ts'
import type { Settings } from './settings/settings.ts'

/**
 * Everyone who is told of trouble, and of which, as the settings say; and, a sentence each, what would be told to nobody.
 * @throws {SettingsError} one is limited to an interface or a channel that does not exist
 */
export function alertTargets(settings: Settings, interfaceNames: Iterable<string>) {
  const interfaces = [...interfaceNames]
  const answers = settings.answers.map(({ format }) => ({ kind: format === 'XI' ? ('xi' as const) : ('idoc' as const) }))
  const channels = channelNames({ files: settings.files, receivers: Object.keys(environmentsOf(settings)), answers })
  checkAlertLimits(settings, interfaces, channels)
  const targets = targetsOf(settings.alerts)
  return { targets, untold: untold({ targets, rules: settings.alerts.rules, interfaces, channels }) }
}

function targetsOf(alerts: Settings['alerts']): AlertTarget[] {
  return [
    ...(alerts.email === undefined ? [] : emails(alerts.email)),
    ...alerts.teams.map((one) => limited(teams(one), one)),
    ...alerts.webhooks.map((one) => limited(webhook(one), one)),
  ]
}

/** Those in `to`, and each group. */
function emails({ groups, to, ...server }: NonNullable<Settings['alerts']['email']>): AlertTarget[] {
  return [
    ...(to === undefined ? [] : [limited(email({ ...server, to }), server)]),
    ...groups.map((one) => limited(email({ ...server, to: one.to, group: one.name }), one)),
  ]
}

function limited(channel: AlertChannel, { rules, interfaces, channels }: AlertLimits): AlertTarget {
  return { ...channel, limits: { rules, interfaces, channels } }
}
