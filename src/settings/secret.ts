import { z } from 'zod'
import { fromEnvironment } from './environment.ts'
import { SettingsError } from './settings-error.ts'

/** In `landbridge.config.ts`: the value comes from the environment variable `name`, or from the file that `name_FILE` names. */
export function secret(name: string): { secret: string } {
  return { secret: name }
}

export const secretReference = z.strictObject(
  { secret: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of an environment variable, such as ADMIN_PASSWORD') },
  {
    error: "must be secret('NAME_OF_VARIABLE'): secrets do not stand in the config file",
  },
)

/** The same settings with their secrets in place. */
export type Revealed<T> = T extends { secret: string } ? string : { [K in keyof T]: Revealed<T[K]> }

/** @throws {SettingsError} it is not set */
export function reveal(reference: { secret: string }): string {
  const value = demoSecrets[reference.secret] ?? fromEnvironment(reference.secret)
  if (value === undefined)
    throw new SettingsError(`The secret ${reference.secret} is not set; set it or ${reference.secret}_FILE`)
  return value
}

/** The name of a secret of the demo that stands in these settings; nothing when there is none. */
export function demoSecretIn(settings: unknown): string | undefined {
  const text = JSON.stringify(settings)
  return Object.keys(demoSecrets).find((name) => text.includes(`"secret":"${name}"`))
}

/** The sandbox's public credentials; they open nothing else. */
const demoSecrets: Record<string, string> = { DEMO_PASSWORD: 'sandbox', DEMO_CLIENT_SECRET: 'landbridge-secret' }
