// How long deliveries take is kept as a histogram: four buckets each time it doubles, so a figure is at most a fifth too high.

/** The bucket that holds so many milliseconds. */
export function bucketOf(milliseconds: number): number {
  return Math.max(0, Math.ceil(4 * Math.log2(Math.max(1, milliseconds))))
}

const prefix = 'latency '

export function latencyName(bucket: number): string {
  return `${prefix}${bucket}`
}

export interface Latency {
  /** How many deliveries that is about. */
  readonly count: number
  /** Milliseconds that half of them, and 99 of 100, stay within. */
  readonly p50: number
  readonly p99: number
}

/** Of figures named by `latencyName`, others are passed over; nothing when nothing was delivered. */
export function latencyOf(figures: readonly { name: string; count: number }[]): Latency | undefined {
  const buckets = new Map<number, number>()
  for (const { name, count } of figures) {
    if (!name.startsWith(prefix)) continue
    const bucket = Number(name.slice(prefix.length))
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + count)
  }
  const sorted = [...buckets].toSorted(([a], [b]) => a - b)
  const count = sorted.reduce((sum, [, some]) => sum + some, 0)
  if (count === 0) return undefined
  return { count, p50: within(sorted, count * 0.5), p99: within(sorted, count * 0.99) }
}

function within(sorted: readonly (readonly [bucket: number, count: number])[], wanted: number): number {
  let seen = 0
  for (const [bucket, count] of sorted) {
    seen += count
    if (seen >= wanted) return Math.round(2 ** (bucket / 4))
  }
  return 0
}
