import { send } from '../api.ts'
import { type Changed, type Message, numberOf } from '../model.ts'
import { told } from '../told.ts'
import { t } from '../words.ts'

export type Verb = 'restart' | 'cancel'

/** Does it to every message the filter finds, also those that were not shown yet; a sentence for each delivery that would not have it. */
export async function actOnEvery(filter: URLSearchParams, verb: Verb, reason: string | undefined): Promise<string[]> {
  const { messages, refused, isAll } = await send<ManyChanged>('POST', `/messages/${verb}`, {
    filter: Object.fromEntries(filter),
    reason,
  })
  const refusals = refused.map(({ why }) => told(why))
  return isAll
    ? refusals
    : [...refusals, t('Done with {count} messages; there are more. Do it again for the rest.', { count: messages })]
}

interface ManyChanged {
  readonly messages: number
  readonly refused: readonly { readonly why: string }[]
  readonly isAll: boolean
}

/** Does it to these, one after the other; a sentence for each delivery that would not have it. */
export async function actOn(messages: readonly Message[], verb: Verb, reason: string | undefined): Promise<string[]> {
  const problems: string[] = []
  for (const message of messages) problems.push(...(await actOnOne(message, verb, reason)))
  return problems
}

async function actOnOne(message: Message, verb: Verb, reason: string | undefined): Promise<string[]> {
  try {
    const { refused } = await send<Changed>('POST', `/messages/${message.id}/${verb}`, { reason })
    return refused.map(({ why }) => `${numberOf(message)}: ${told(why)}`)
  } catch (error) {
    return [`${numberOf(message)}: ${told((error as Error).message)}`]
  }
}
