import { noLongerThan } from '../message/no-longer-than.ts'

/** What is asked of the database, or why it gave no answer within two seconds; what watches us does not wait longer. */
export function answeredInTime<Answer>(ask: () => Promise<Answer>): Promise<Answer | Error> {
  const late = () => new Error('The database did not answer within 2 seconds')
  return noLongerThan(2000, ask(), late).catch((error: Error) => error)
}
