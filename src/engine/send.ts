import type { ObjectResult, ObjectWrites, Receiver } from '../message/write.ts'
import type { Plan } from './plan.ts'

/** Hands everything there is to send to the receiver channel at once; plans with nothing to send cost no request. */
export async function send(
  receiver: Receiver,
  match: ObjectWrites['match'],
  plans: readonly Plan[],
): Promise<Map<Plan, ObjectResult>> {
  const toSend = plans.filter((plan) => plan.writes.length > 0)
  if (toSend.length === 0) return new Map()
  const results = await receiver.write(toSend.map(({ claim, writes }) => ({ objectKey: claim.objectKey, match, writes })))
  return new Map(toSend.map((plan, index) => [plan, results[index] as ObjectResult]))
}
