import { alerts } from './words-german/alerts.ts'
import { audit } from './words-german/audit.ts'
import { channels } from './words-german/channels.ts'
import { editor } from './words-german/editor.ts'
import { frame } from './words-german/frame.ts'
import { interfaces } from './words-german/interfaces.ts'
import { message } from './words-german/message.ts'
import { messages } from './words-german/messages.ts'
import { object } from './words-german/object.ts'
import { overview } from './words-german/overview.ts'
import { refused } from './words-german/refused.ts'
import { signIn } from './words-german/sign-in.ts'
import { terms } from './words-german/terms.ts'
import { users } from './words-german/users.ts'
import { valueMappings } from './words-german/value-mappings.ts'

/** What the English words are in German. A sentence that is missing here is shown in English. */
export const german: Readonly<Record<string, string>> = {
  ...terms,
  ...alerts,
  ...audit,
  ...channels,
  ...editor,
  ...frame,
  ...interfaces,
  ...message,
  ...messages,
  ...object,
  ...overview,
  ...refused,
  ...signIn,
  ...users,
  ...valueMappings,
}
