import { type Logger, pino } from 'pino'
import { createLog } from '../create-log.ts'
import type { Settings } from '../settings/settings.ts'
import { oneLine } from './words.ts'

/** The log on standard output: a JSON line each for programs, something to read for a person at a terminal. */
export function logToTerminal(settings: Pick<Settings, 'logLevel'>): Logger {
  if (!process.stdout.isTTY) return createLog(settings)
  return createLog(settings, { write: (line) => process.stdout.write(readableLine(line)) })
}

/** `14:05:09 WARN  A packet was refused  status=400`; an error's stack stands below. */
export function readableLine(json: string): string {
  const { level, time, msg = '', pid, hostname, ...rest } = JSON.parse(json) as LogLine
  const { stack, details } = detailsOf(rest)
  const clock = new Date(time).toTimeString().slice(0, 8)
  const name = (pino.levels.labels[level] ?? String(level)).toUpperCase().padEnd(5)
  return `${[`${clock} ${name} ${oneLine(msg)}`, ...details].join('  ')}\n${stack}`
}

interface LogLine {
  readonly level: number
  readonly time: number
  readonly msg?: string
  readonly pid?: number
  readonly hostname?: string
}

function detailsOf(rest: object): { stack: string; details: string[] } {
  const details: string[] = []
  let stack = ''
  for (const [name, value] of Object.entries(rest)) {
    if (isError(value)) stack += `${value.stack.replace(/^/gm, '  ')}\n`
    else details.push(`${name}=${oneLine(typeof value === 'string' ? value : JSON.stringify(value))}`)
  }
  return { stack, details }
}

function isError(value: unknown): value is { stack: string } {
  return typeof value === 'object' && value !== null && 'stack' in value && typeof value.stack === 'string'
}
