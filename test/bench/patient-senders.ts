import { setTimeout as pause } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { asSap } from '../support/credentials.ts'
import { customerIdoc } from './document.ts'

/** A customer as it stands in Dynamics 365. */
export interface Account {
  readonly accountnumber: string
  readonly telephone1: string
}

/**
 * Senders as S/4HANA has them: what is not taken is sent again, with the same number, to whichever node. Each has customers of its own,
 * and sends the next state of one when the one before was taken.
 */
export class PatientSenders {
  /** Documents that were taken. */
  sent = 0
  /** Times one was sent in vain. */
  inVain = 0
  readonly #urls: readonly string[]
  readonly #agent = new Agent({ connections: senders })
  readonly #states = new Map<number, number>()
  readonly #running: Promise<void>[]
  #number = 0
  #isStopping = false

  /** @param urls of the nodes */
  constructor(urls: readonly string[]) {
    this.#urls = urls
    this.#running = Array.from({ length: senders }, (_, index) => this.#send(firstCustomer + index * customersOfOne))
  }

  /** Comes back when what is being sent was taken. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await Promise.all(this.#running)
    await this.#agent.close()
  }

  /** How many customers stand there once and as they were sent last, and how many do not. */
  compare(accounts: readonly Account[]): { right: number; wrong: number } {
    const byNumber = Map.groupBy(accounts, ({ accountnumber }) => Number(accountnumber))
    const isRight = ([customer, state]: [number, number]) => {
      const found = byNumber.get(customer) ?? []
      return found.length === 1 && found[0]?.telephone1 === `040 ${state}`
    }
    const right = [...this.#states].filter(isRight).length
    return { right, wrong: this.#states.size - right }
  }

  async #send(first: number): Promise<void> {
    for (let turn = 0; !this.#isStopping; turn++) {
      const customer = first + (turn % customersOfOne)
      const state = (this.#states.get(customer) ?? 0) + 1
      const idoc = customerIdoc(++this.#number, customer, state)
      while (!(await this.#isTaken(idoc))) {
        this.inVain++
        await pause(200)
      }
      this.sent++
      this.#states.set(customer, state)
    }
  }

  async #isTaken(body: string): Promise<boolean> {
    const url = `${this.#urls[Math.floor(Math.random() * this.#urls.length)]}/idoc`
    const headers = { ...asSap, 'content-type': 'text/xml; charset=utf-8' }
    try {
      const answer = await request(url, { dispatcher: this.#agent, method: 'POST', headers, body, headersTimeout: 90_000 })
      await answer.body.dump()
      return answer.statusCode === 200
    } catch {
      return false
    }
  }
}

const senders = 24
const customersOfOne = 12
const firstCustomer = 3_000_000
