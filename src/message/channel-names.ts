import { type AnswerChannel, answerChannelName } from './answer.ts'

/** The channels there are, by their names. */
export interface ChannelNames {
  /** Those that are always open, and those the settings add. */
  readonly waysIn: readonly string[]
  /** The Dynamics 365 environments. */
  readonly receivers: readonly string[]
  /** Those that carry answers to SAP. */
  readonly answers: readonly string[]
}

export function channelNames(settings: {
  readonly files: readonly unknown[]
  readonly receivers: readonly string[]
  readonly answers: readonly Pick<AnswerChannel, 'kind'>[]
}): ChannelNames {
  return {
    waysIn: ['idoc-http', 'idoc-soap', ...(settings.files.length > 0 ? ['idoc-file'] : []), 'xi-http'],
    receivers: settings.receivers,
    answers: [...new Set(settings.answers.map(answerChannelName))],
  }
}
