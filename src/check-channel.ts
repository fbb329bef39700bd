import type { ConnectedReceiver } from './connect-receivers.ts'
import { type AnswerChannel, answerChannelName } from './message/answer.ts'
import type { Finding } from './message/finding.ts'
import { neededTables } from './needed-tables.ts'
import type { Settings } from './settings/settings.ts'

interface Channels {
  readonly receivers: ReadonlyMap<string, ConnectedReceiver>
  readonly answers: readonly AnswerChannel[]
}

/** Whether a channel that leads out can be used, line by line: a Dynamics 365 environment, or each system that is answered over it. */
export async function checkChannel(
  settings: Settings,
  { receivers, answers }: Channels,
  name: string,
): Promise<readonly Finding[]> {
  const receiver = receivers.get(name)
  if (receiver !== undefined) return receiver.channel.check(await neededTables(settings, name))
  return Promise.all(answers.filter((channel) => answerChannelName(channel) === name).map((channel) => channel.check()))
}
