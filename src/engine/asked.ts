import type { AskedWrite } from '../store/note-asked.ts'
import type { Outcome } from './outcome.ts'

/**
 * What refused attempts had asked of Dynamics 365, for whoever must put it right. Only of those that are held after something was sent:
 * they are few, so nothing is added to what a delivery costs that goes well, nor to a storm of tries while the other side is away.
 */
export function askedOf(outcomes: readonly Outcome[], startedAt: Date) {
  return outcomes
    .filter(({ status, plan }) => status === 'held' && plan.error === undefined && plan.writes.length > 0)
    .map(({ plan: { claim, writes } }) => ({
      messageId: claim.messageId,
      objectKey: claim.objectKey,
      number: claim.attempt,
      startedAt,
      asked: writes.map(
        ({ table, operation, key, columns }): AskedWrite => ({
          table: table.name,
          operation,
          key,
          columns: Object.keys(columns),
        }),
      ),
    }))
}
