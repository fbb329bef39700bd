import { SingleBar } from 'cli-progress'

/** A bar on a terminal when there is something to wait for; elsewhere it shows nothing. */
export function progressBar(unit: string, total: number): { increment(by?: number): void; stop(): void } {
  const bar = new SingleBar({
    format: `{bar} {value}/{total} ${unit}, {eta_formatted} left`,
    hideCursor: true,
    clearOnComplete: true,
  })
  if (total > 5 && process.stderr.isTTY) bar.start(total, 0)
  return bar
}
