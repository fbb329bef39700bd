/** Numbers that look random and are the same in every run, so that a failure can be seen again (mulberry32, Tommy Ettinger). */
export function seeded(seed: number): { below(limit: number): number; digits(length: number): string } {
  let state = seed
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
  return { below, digits: (length) => Array.from({ length }, () => below(10)).join('') }
}
