import type { Stops } from './stops.ts'

/**
 * Which receivers are paused and until when it is not worth trying: because they are set up wrongly, or because a person stopped them.
 * What a person stopped is nobody's to try.
 */
export class Pauses {
  readonly #until = new Map<string, number>()
  readonly #receivers: readonly string[]
  readonly #stops: Stops

  constructor(receivers: Iterable<string>, stops: Stops) {
    this.#receivers = [...receivers]
    this.#stops = stops
  }

  /** Milliseconds until the receiver is worth a try; 0 when it is now. */
  left(receiver: string): number {
    if (this.isStopped(receiver)) return stoppedMilliseconds
    return Math.max(0, (this.#until.get(receiver) ?? 0) - performance.now())
  }

  /** A person stopped it. */
  isStopped(receiver: string): boolean {
    return this.#stops.has('channel', receiver)
  }

  /** It is set up wrongly. */
  isPaused(receiver: string): boolean {
    return this.#until.has(receiver)
  }

  pause(receiver: string, milliseconds: number): void {
    this.#until.set(receiver, performance.now() + milliseconds)
  }

  resume(receiver: string): void {
    this.#until.delete(receiver)
  }

  /** A paused receiver is worth a try now: somebody says so. */
  tryNow(receiver: string): void {
    if (this.isPaused(receiver)) this.pause(receiver, 0)
  }

  /** Nothing can be delivered anywhere: one delivery at a time finds out whether that was put right. */
  areAll(): boolean {
    return this.#receivers.every((receiver) => this.isPaused(receiver) || this.isStopped(receiver))
  }

  /** Milliseconds until any receiver is worth a try. */
  leftOfAll(): number {
    return this.areAll() ? Math.min(...this.#receivers.map((receiver) => this.left(receiver))) : 0
  }
}

/** What is for something a person stopped is looked at again after so long; when it is resumed, at once. */
export const stoppedMilliseconds = 5 * 60_000
