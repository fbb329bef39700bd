/** With other tests beside it on a small machine, what takes a second alone may take a minute. */
export const patience = 120_000

/** Waits until `look` gives something; the test fails with `what` when it does not within the time. */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | undefined | false>,
  milliseconds = patience,
): Promise<Found> {
  const deadline = Date.now() + milliseconds
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > deadline) throw new Error(`Waited ${milliseconds / 1000} s in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
