import { customerIdoc, packetOf } from './document.ts'
import type { Landscape } from './landscape.ts'

/**
 * New customers in packets of 200, as `landbridge load` sends them: no more than so many ahead of what is delivered. Gives objects a second and
 * the memory of Landbridge's process at each tenth of the way, MiB.
 */
export async function load(
  landscape: Landscape,
  count: number,
  say: (what: string) => void,
): Promise<{ perSecond: number; memory: number[] }> {
  const memory: number[] = []
  const startedAt = performance.now()
  for (let sent = 0; sent < count; sent += 200) {
    await landscape.post(
      packetOf(Array.from({ length: 200 }, (_, n) => customerIdoc(90_000_000 + sent + n, 9_000_000 + sent + n, 1))),
    )
    while ((await landscape.api<{ waiting: number }>('/queues')).waiting > ahead)
      await new Promise((resolve) => setTimeout(resolve, 50))
    if (Math.floor((sent + 200) / (count / 10)) > memory.length) {
      memory.push(landscape.memory() ?? Number.NaN)
      say(`loading, ${memory.length * 10} %`)
    }
  }
  await landscape.drained()
  return { perSecond: (count / (performance.now() - startedAt)) * 1000, memory }
}

const ahead = 2000
