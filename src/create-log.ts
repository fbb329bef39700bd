import { type DestinationStream, destination, type Logger, pino, stdSerializers } from 'pino'
import type { Settings } from './settings/settings.ts'

/** Errors are logged whole, with message and stack. */
export function createLog({ logLevel }: Pick<Settings, 'logLevel'>, to: DestinationStream = destination(1)): Logger {
  return pino({ level: logLevel, serializers: { error: stdSerializers.err } }, to)
}
