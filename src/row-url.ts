import { environmentsOf } from './connect-receivers.ts'
import type { Settings } from './settings/settings.ts'

/** Where people see a row in Dynamics 365 (Microsoft: "Open model-driven app forms, views, dialogs and reports with a URL"). */
export function rowUrl(settings: Settings): (receiver: string, table: string, id: string) => string | undefined {
  const environments = environmentsOf(settings)
  return (receiver, table, id) => {
    const environment = environments[receiver]
    if (environment === undefined) return undefined
    const { appId } = environment
    const query = new URLSearchParams({ ...(appId && { appid: appId }), pagetype: 'entityrecord', etn: table, id })
    return `${new URL(environment.url).origin}/main.aspx?${query}`
  }
}
