import { type DestinationStream, destination, type Logger, pino, stdSerializers } from 'pino'
import type { Settings } from './settings/settings.ts'

/** Errors are logged whole, with message and stack. */
export function createLog({ logLevel }: Pick<Settings, 'logLevel'>, to: DestinationStream = linesTo(1)): Logger {
  return pino({ level: logLevel, serializers: { error: stdSerializers.err } }, to)
}

/**
 * A file, by its path or number. What cannot be written now, as on a full disk, is kept until it can, up to 8 MB: a log that fails stops
 * nothing of what it tells of.
 */
export function linesTo(file: string | number): DestinationStream {
  const lines = destination({ dest: file, maxLength: 8 * 1024 * 1024 })
  lines.on('error', () => failing.add(lines))
  return lines.on('write', () => failing.delete(lines))
}

const failing = new Set<{ destroy(): void }>()

// Before pino itself is asked, which at the exit would try again for ever.
process.once('exit', () => {
  for (const lines of failing) lines.destroy()
})
