import { setTimeout as pause } from 'node:timers/promises'

/** Waits until nothing is left to deliver, as `GET /api/queues` says. */
export async function drained(queues: () => Promise<Record<string, number>>): Promise<void> {
  for (;;) {
    const { waiting, delivering, parked } = await queues()
    if (waiting === 0 && delivering === 0 && parked === 0) return
    await pause(20)
  }
}
