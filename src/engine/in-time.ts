import { noAnswerSince, noAnswerToStore } from '../store/no-answer.ts'

/** The time of one who waits; it does not run while somebody else than the store is waited for. */
export interface Clock {
  /** @throws {Unavailable} it was given up meanwhile */
  stop(): void
  /** @param more milliseconds that the store may take besides the usual ones, for the next step @throws {Unavailable} it was given up meanwhile */
  goOn(more?: number): void
}

/**
 * Lets nobody wait longer than so many milliseconds for a store that stands still: work processes of SAP wait with them. What is given
 * up on is not taken back, as nobody would hear of that either: it may be stored when the store goes on, and is known when it comes again.
 *
 * From then on all are refused at once, but for one every so often, who finds out whether the store takes something again; so
 * little gathers while it stands still, however many send. It goes on when something was stored, or comes back of what was given up on.
 */
export class InTime {
  readonly #milliseconds: number
  readonly #betweenTries: number
  #stillSince: Date | undefined
  #nextTryAt = 0
  #givenUp = 0

  /** @param betweenTries milliseconds, while it stands still */
  constructor(milliseconds: number, betweenTries = 15_000) {
    this.#milliseconds = milliseconds
    this.#betweenTries = betweenTries
  }

  /** @throws {Unavailable} the store stands still, and it is not the turn of a try */
  enter(): void {
    if (this.#stillSince === undefined) return
    const now = performance.now()
    if (now < this.#nextTryAt || this.#givenUp >= mostGivenUp) throw noAnswerSince(this.#stillSince)
    this.#nextTryAt = now + this.#milliseconds + this.#betweenTries
  }

  /** A timer for each work, not for each document: of equal length, they are one of Node's. @throws {Unavailable} it took too long */
  do<T>(work: (clock: Clock) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const error = () => noAnswerToStore(this.#milliseconds)
      let isGivenUp = false
      const giveUp = () => {
        isGivenUp = true
        this.#givenUp++
        this.#stillSince ??= new Date(Date.now() - this.#milliseconds)
        this.#nextTryAt = performance.now() + this.#betweenTries
        reject(error())
      }
      let timer = setTimeout(giveUp, this.#milliseconds)
      const refuseGivenUp = () => {
        if (isGivenUp) throw error()
      }
      const clock: Clock = {
        stop: () => {
          refuseGivenUp()
          clearTimeout(timer)
        },
        goOn: (more = 0) => {
          refuseGivenUp()
          timer = setTimeout(giveUp, this.#milliseconds + more)
        },
      }
      const cameBack = (wasDone: boolean) => {
        clearTimeout(timer)
        if (isGivenUp) this.#givenUp--
        if (wasDone || isGivenUp) this.#stillSince = undefined
        else this.#nextTryAt = Math.min(this.#nextTryAt, performance.now() + this.#betweenTries)
      }
      work(clock).then(
        (result) => {
          cameBack(true)
          resolve(result)
        },
        (failure) => {
          cameBack(false)
          reject(failure)
        },
      )
    })
  }
}

/** Each holds what it was to store, and perhaps a connection. */
const mostGivenUp = 100
