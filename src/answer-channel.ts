import { sapIdoc } from './channels/sap-idoc/sap-idoc.ts'
import { sapXi } from './channels/sap-xi/sap-xi.ts'
import type { AnswerChannel } from './message/answer.ts'
import type { Settings } from './settings/settings.ts'

/** The channel that carries answers back as the settings say. */
export function answerChannel({ format, ...options }: Settings['answers'][number]): AnswerChannel {
  return format === 'XI' ? sapXi(options) : sapIdoc({ ...options, format })
}
