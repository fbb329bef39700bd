/** Which receivers are paused because they are set up wrongly, and until when it is not worth trying. */
export class Pauses {
  readonly #until = new Map<string, number>()
  readonly #receivers: number

  constructor(receivers: number) {
    this.#receivers = receivers
  }

  /** Milliseconds until the receiver is worth a try; 0 when it is now. */
  left(receiver: string): number {
    return Math.max(0, (this.#until.get(receiver) ?? 0) - Date.now())
  }

  isPaused(receiver: string): boolean {
    return this.#until.has(receiver)
  }

  pause(receiver: string, milliseconds: number): void {
    this.#until.set(receiver, Date.now() + milliseconds)
  }

  resume(receiver: string): void {
    this.#until.delete(receiver)
  }

  /** Nothing can be delivered anywhere: one delivery at a time finds out whether that was put right. */
  areAll(): boolean {
    return this.#until.size === this.#receivers
  }

  /** Milliseconds until any receiver is worth a try. */
  leftOfAll(): number {
    return this.areAll() ? Math.min(...[...this.#until.keys()].map((receiver) => this.left(receiver))) : 0
  }
}
