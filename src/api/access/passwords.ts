import type { Sql } from 'postgres'
import { GuessLimit } from '../../access/guess-limit.ts'
import type { Identity, SettingsUser } from '../../access/identity.ts'
import { signIn } from '../../access/sign-in.ts'
import { audit } from '../../store/audit.ts'
import { Problem } from '../problem.ts'

interface Needs {
  readonly sql: Sql
  readonly users: readonly SettingsUser[]
}

interface Given {
  readonly name: string
  readonly password: string
}

/** The passwords of people and programs, and how often they are guessed at. */
export class Passwords {
  readonly #needs: Needs
  readonly #limit = new GuessLimit()
  readonly #underWay = new Map<string, Promise<Identity | undefined>>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /**
   * Who that is, nobody when it is wrong. The same from the same address at the same moment is one check, as programs send it with each of
   * their requests; of different ones no more are looked at than could all be wrong. @throws {Problem} 429 after too many wrong ones, right or not
   */
  check(ip: string, given: Given): Promise<Identity | undefined> {
    const key = JSON.stringify([ip, given.name, given.password])
    const same = this.#underWay.get(key)
    if (same !== undefined) return same
    const check = this.#check(ip, given).finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, check)
    return check
  }

  async #check(ip: string, given: Given): Promise<Identity | undefined> {
    const seconds = this.#limit.wait(ip, given.name)
    if (seconds > 0) throw tooMany(seconds)
    this.#limit.begun(ip, given.name)
    try {
      const identity = await signIn(this.#needs, given)
      if (identity !== undefined) this.#limit.succeeded(ip, given.name)
      else if (this.#limit.failed(ip, given.name)) await this.#noteShutOut(ip, given.name)
      return identity
    } finally {
      this.#limit.ended(ip, given.name)
    }
  }

  /** Once each time somebody is shut out; a line for each guess would let guesses fill the log. */
  async #noteShutOut(ip: string, given: string): Promise<void> {
    const name = given.slice(0, 200).replaceAll('\0', '')
    await audit(this.#needs.sql, { who: name, action: 'shut out', subject: `user/${name}`, detail: `wrong passwords from ${ip}` })
  }
}

function tooMany(seconds: number): Problem {
  const title = 'Too many wrong passwords came from your address'
  const detail = seconds <= 60 ? 'Try again in a minute.' : `Try again in ${Math.ceil(seconds / 60)} minutes.`
  return new Problem(429, title, detail, { retryAfter: seconds })
}
