import { type Html, html } from './html.ts'

/** A moment as one reads it at a glance, and exactly. */
export function moment(iso: string, now = Date.now()): Html {
  const exact = `${iso.slice(0, 19).replace('T', ' ')} UTC`
  return html`<time datetime="${iso}" title="${exact}">${ago(now - Date.parse(iso))}<small>${isOfToday(iso, now) ? exact.slice(11, 19) : exact.slice(0, 10)}</small></time>`
}

function isOfToday(iso: string, now: number): boolean {
  return new Date(now).toISOString().slice(0, 10) === iso.slice(0, 10)
}

function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 5) return 'now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`
  return `${Math.floor(seconds / 86_400)} d ago`
}
