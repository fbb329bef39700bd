import { email } from './channels/alert/email.ts'
import { teams } from './channels/alert/teams.ts'
import { webhook } from './channels/alert/webhook.ts'
import type { AlertChannel } from './message/alert.ts'
import type { Settings } from './settings/settings.ts'

/** Everyone who is told of trouble, as the settings say. */
export function alertChannels({ alerts }: Pick<Settings, 'alerts'>): AlertChannel[] {
  return [
    ...(alerts.email === undefined ? [] : [email(alerts.email)]),
    ...alerts.teams.map(teams),
    ...alerts.webhooks.map(webhook),
  ]
}
