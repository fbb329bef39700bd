import pLimit from 'p-limit'
import type { Sql } from '../store/connect.ts'
import { firstIdentity } from '../store/first-original.ts'
import { mayBeSilent } from '../store/transaction-silence.ts'

/**
 * Corrects a message while nobody else corrects it, or a copy of it, on any node: who comes at the same moment waits, and then finds the copy.
 * One at a time on a node, whatever message it is: each holds a connection that only waits, while its work needs another one.
 */
export function correctionsInTurn(sql: Sql): (message: { identity: string }, correct: () => Promise<string>) => Promise<string> {
  const oneAtATime = pLimit(1)
  return ({ identity }, correct) =>
    oneAtATime(() =>
      sql.begin(async (tx) => {
        await mayBeSilent(tx)
        await tx`select pg_advisory_xact_lock(hashtextextended(${`correct ${firstIdentity(identity)}`}, 0))`
        return correct()
      }),
    )
}
