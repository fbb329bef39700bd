import { english } from './words-english.ts'

export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

const key = 'landbridge.language'

export function chosenLanguage(): Language {
  const chosen = localStorage.getItem(key) ?? navigator.language
  return chosen.startsWith('de') ? 'de' : 'en'
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(key, language)
  location.reload()
}

const language = chosenLanguage()
document.documentElement.lang = language

let german: Readonly<Record<string, string>> = {}

/** Fetches the words of the user's language; to be awaited before anything is said. */
export async function loadWords(): Promise<void> {
  if (language === 'de') german = (await import('./words-german.ts')).german
}

/** The English words are the key; `{name}` stands for a value, `{name:message|messages}` for the first of these when it is 1, else for the second. */
export function t(words: string, values: Readonly<Record<string, string | number>> = {}): string {
  const told = (language === 'de' ? german : english)[words] ?? words
  return told.replace(/\{(\w+)(?::([^|{}]*)\|([^{}]*))?\}/g, (_, name: string, one?: string, several?: string) => {
    if (one === undefined || several === undefined) return shown(values[name] ?? '')
    return values[name] === 1 ? one : several
  })
}

/** A number as the user's language writes it. */
export function shown(value: string | number): string {
  return typeof value === 'number' ? numbers.format(value) : value
}

// Made once: to make one takes longer than to use it a hundred times.
const spans = new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' })
const moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' })
const timesOfDay = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' })
const numbers = new Intl.NumberFormat(language)

/** `3 min ago`. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000)
  const size = Math.abs(seconds)
  if (size < 60) return spans.format(seconds, 'second')
  if (size < 3600) return spans.format(Math.round(seconds / 60), 'minute')
  if (size < 86_400) return spans.format(Math.round(seconds / 3600), 'hour')
  return spans.format(Math.round(seconds / 86_400), 'day')
}

/** `40 ms`, `1.2 sec`, `3 min`. */
export function duration(milliseconds: number): string {
  const [value, unit] =
    milliseconds < 1000
      ? [milliseconds, 'millisecond']
      : milliseconds < 60_000
        ? [milliseconds / 1000, 'second']
        : milliseconds < 3_600_000
          ? [milliseconds / 60_000, 'minute']
          : [milliseconds / 3_600_000, 'hour']
  return value.toLocaleString(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 })
}

/** The time of day, to the minute. */
export function timeOfDay(moment: Date): string {
  return timesOfDay.format(moment)
}

/** The exact moment, in the user's time zone. */
export function exactly(iso: string): string {
  return moments.format(new Date(iso))
}
