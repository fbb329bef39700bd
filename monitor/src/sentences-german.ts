import { alerts } from './sentences-german/alerts.ts'
import { answers } from './sentences-german/answers.ts'
import { api } from './sentences-german/api.ts'
import { documents } from './sentences-german/documents.ts'
import { dynamics365 } from './sentences-german/dynamics-365.ts'
import { mapping } from './sentences-german/mapping.ts'
import { order } from './sentences-german/order.ts'
import { refusals } from './sentences-german/refusals.ts'

/**
 * What the server says of messages, channels and requests, with names for its values, and how that is said in German. The server's sentence is
 * what is stored, searched and answered to programs; a test holds these to its sources.
 */
export const sentences: Readonly<Record<string, string>> = {
  ...documents,
  ...mapping,
  ...order,
  ...refusals,
  ...dynamics365,
  ...answers,
  ...alerts,
  ...api,
}
