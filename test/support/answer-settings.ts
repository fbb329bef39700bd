import type { Settings } from '../../src/settings/settings.ts'

type Answers = Settings['answers'][number]

/** One system that is answered, as the settings would say it. */
export function answerSettings(url: string, options: Partial<Answers> = {}): Answers {
  return {
    system: 'S4HCLNT100',
    url,
    user: 'LANDBRIDGE',
    password: 'geheim',
    format: 'STATUS',
    soap: false,
    logicalSystem: 'LANDBRIDGE',
    port: 'LANDBRIDGE',
    receiverPort: 'SAPS4H',
    interfaces: [],
    timeoutMs: 60_000,
    ...options,
  }
}
