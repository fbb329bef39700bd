import { fromEnvironment, setting } from './environment.ts'
import { readPlace } from './place.ts'
import { address } from './read-text.ts'

/** What a command needs that talks to a running Landbridge over HTTP. */
export function readClientSettings(): {
  url: string | undefined
  user: string
  password: string
  senderUser: string
  senderPassword: string
  dataFolder: string
  port: number
} {
  const place = readPlace()
  return {
    url: fromEnvironment('LANDBRIDGE_URL') && setting('LANDBRIDGE_URL', address, ''),
    user: fromEnvironment('LANDBRIDGE_USER') ?? 'admin',
    password: fromEnvironment('LANDBRIDGE_PASSWORD') ?? 'sandbox',
    senderUser: fromEnvironment('LANDBRIDGE_SENDER_USER') ?? 'S4HCLNT100',
    senderPassword: fromEnvironment('LANDBRIDGE_SENDER_PASSWORD') ?? 'sandbox',
    dataFolder: place.dataFolder,
    port: place.port,
  }
}
