import type { Refusal } from '../queue/restart.ts'
import { CommandFailed } from './exit.ts'
import { count } from './words.ts'

/** @throws {CommandFailed} when nothing was changed */
export function sayChanged({ changed, refused }: { changed: number; refused: readonly Refusal[] }, done: string): void {
  const why = refused.map((refusal) => refusal.why).join('\n')
  if (changed === 0) throw new CommandFailed(why === '' ? `Nothing was ${done}` : why)
  console.log(`${count(changed, 'delivery', 'deliveries')} ${done}`)
  if (why !== '') console.log(why)
}
