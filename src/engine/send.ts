import { Misconfigured, Unavailable } from '../message/errors.ts'
import type { ObjectResult } from '../message/write.ts'
import type { Pauses } from './pauses.ts'
import type { Plan } from './plan.ts'
import type { Receivers } from './receivers.ts'

/**
 * Hands each receiver everything there is to send to it at once; plans with nothing to send cost no request. What is for a receiver that
 * is paused is put off, and does not count as a try.
 */
export async function send(receivers: Receivers, pauses: Pauses, plans: readonly Plan[]): Promise<Map<Plan, ObjectResult>> {
  const toSend = Map.groupBy(
    plans.filter((plan) => plan.writes.length > 0),
    ({ receiver }) => receiver,
  )
  const sent = await Promise.all([...toSend].map(([name, some]) => sendTo(receivers, pauses, name, some)))
  return new Map(sent.flat())
}

async function sendTo(
  receivers: Receivers,
  pauses: Pauses,
  name: string,
  plans: readonly Plan[],
): Promise<[Plan, ObjectResult][]> {
  const all = (error: Misconfigured | Unavailable) =>
    plans.map((plan): [Plan, ObjectResult] => [plan, { rows: [], warnings: [], error }])
  const receiver = receivers.get(name)
  if (receiver === undefined) return all(new Misconfigured(`There is no receiver '${name}' in the settings`))
  const left = pauses.left(name)
  if (left > 0) {
    return all(
      new Unavailable(
        pauses.isStopped(name)
          ? `The channel to ${name} was paused by a person; this goes out when it is resumed`
          : `The channel to ${name} is paused; this goes out when that was put right`,
        {
          retryAfter: left,
          isUntried: true,
        },
      ),
    )
  }
  const { channel, match } = receiver
  const results = await channel.write(plans.map(({ claim, writes }) => ({ objectKey: claim.objectKey, match, writes })))
  return plans.map((plan, index) => [plan, results[index] as ObjectResult])
}
