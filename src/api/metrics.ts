import type { FastifyInstance } from 'fastify'
import type { Sql } from 'postgres'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { askedOnce } from '../engine/asked-once.ts'
import type { Course } from '../engine/course.ts'
import type { Outcome } from '../engine/outcome.ts'
import { answerChannelName } from '../message/answer.ts'
import { depth } from '../queue/depth.ts'
import { type AnswerBacklog, mostAnswers, readAnswerBacklogs } from '../store/answer-backlog.ts'
import { oldestWaiting } from '../store/backlog.ts'
import { readChannels } from '../store/channel-state.ts'
import { answeredInTime } from './answered-in-time.ts'

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

interface Standing {
  readonly concurrency: number
  readonly requests24h: number
  readonly pausedBecause?: string
}

const standings: readonly [name: string, help: string, measure: (standing: Standing) => number][] = [
  ['concurrency', 'Requests to Dynamics 365 that may be under way at once, as it bears them', ({ concurrency }) => concurrency],
  ['requests_24h', 'Rows of Dynamics 365 read and written by this node within 24 hours', ({ requests24h }) => requests24h],
  [
    'left_alone',
    '1 while Dynamics 365 is left alone, because it asked for it or fails',
    ({ pausedBecause }) => (pausedBecause === undefined ? 0 : 1),
  ],
]

const backlogs: readonly [name: string, help: string, measure: (backlog: AnswerBacklog) => number][] = [
  [
    'landbridge_answers_waiting',
    `Answers that a system still is to be told; no count goes beyond ${mostAnswers}`,
    ({ waiting }) => waiting,
  ],
  [
    'landbridge_answers_refused',
    'Those of them that the system refuses for what they say; others do not wait for them',
    ({ refused }) => refused,
  ],
  [
    'landbridge_oldest_answer_seconds',
    'Since when the answer waits that does so longest; 0 when none does',
    ({ since }) => (since === null ? 0 : (Date.now() - since.getTime()) / 1000),
  ],
]

/** What Prometheus is told at /metrics. Queue and channels are read from the database at each scrape, so every node tells the same. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #deliveries = new Counter({
    name: 'landbridge_deliveries_total',
    help: 'Tries to deliver, by interface and by what became of them',
    labelNames: ['interface', 'status'],
    registers: [this.#registry],
  })
  readonly #batches = new Histogram({
    name: 'landbridge_batch_seconds',
    help: 'Time from claiming a batch of deliveries to settling it',
    buckets: seconds,
    registers: [this.#registry],
  })
  readonly #requests = new Histogram({
    name: 'landbridge_dataverse_request_seconds',
    help: 'Requests to Dynamics 365, by method, table and status; status 0 is no answer',
    labelNames: ['method', 'table', 'status'],
    buckets: seconds,
    registers: [this.#registry],
  })

  readonly #databaseUp = new Gauge({
    name: 'landbridge_database_up',
    help: '1 while the database answers; while it does not, what is read from it is missing here',
    registers: [this.#registry],
  })
  readonly #queue = new Gauge({
    name: 'landbridge_queue_deliveries',
    help: 'Deliveries left to do, by what they wait for',
    labelNames: ['status'],
    registers: [this.#registry],
  })
  readonly #oldest = new Gauge({
    name: 'landbridge_oldest_waiting_seconds',
    help: 'Since when the delivery waits or is parked that does so longest, without being held or behind what is held; 0 when none does',
    registers: [this.#registry],
  })
  readonly #paused = new Gauge({
    name: 'landbridge_channel_paused',
    help: '1 while a channel is paused because it is set up wrongly',
    labelNames: ['channel'],
    registers: [this.#registry],
  })
  readonly #answers = backlogs.map(([name, help, measure]) => ({
    gauge: new Gauge({ name, help, labelNames: ['channel', 'system'], registers: [this.#registry] }),
    measure,
  }))
  readonly #ask: ReturnType<typeof asking>

  constructor(sql: Sql) {
    this.#ask = asking(sql)
    collectDefaultMetrics({ register: this.#registry })
  }

  /** Tells how each Dynamics 365 environment stands, as this node sees it. */
  watch(environments: () => Iterable<[string, Standing]>): void {
    for (const [name, help, measure] of standings) {
      const gauge: Gauge = new Gauge({
        name: `landbridge_dataverse_${name}`,
        help,
        labelNames: ['channel'],
        registers: [this.#registry],
        collect: () => {
          for (const [channel, standing] of environments()) gauge.set({ channel }, measure(standing))
        },
      })
    }
  }

  requestMade(request: { method: string; table: string | undefined; status: number; milliseconds: number }): void {
    const { method, table = 'none', status, milliseconds } = request
    this.#requests.observe({ method, table, status }, milliseconds / 1000)
  }

  settled(outcomes: readonly Outcome[], { begunAt, settledAt }: Course): void {
    this.#batches.observe((settledAt.getTime() - begunAt.getTime()) / 1000)
    for (const { plan, status } of outcomes) {
      this.#deliveries.inc({ interface: plan.claim.objectKey.split('/')[0] ?? '', status })
    }
  }

  /** GET /metrics. */
  readonly endpoint = async (server: FastifyInstance): Promise<void> => {
    server.get('/metrics', async (request, reply) => {
      const failure = await this.#readDatabase()
      if (failure !== undefined) request.log.warn({ err: failure }, 'The database could not be asked for metrics')
      const text = await this.#registry.metrics()
      return reply.type(this.#registry.contentType).send(text)
    })
  }

  /** Without an answer of the database what it knows is missing, rather than told as it was. Gives why there was none. */
  async #readDatabase(): Promise<Error | undefined> {
    const found = await answeredInTime(this.#ask)
    const isUp = !(found instanceof Error)
    this.#databaseUp.set(isUp ? 1 : 0)
    this.#queue.reset()
    this.#paused.reset()
    this.#oldest.remove()
    for (const { gauge } of this.#answers) gauge.reset()
    if (!isUp) return found
    const [left, oldest, channels, answers] = found
    for (const [status, count] of Object.entries(left)) this.#queue.set({ status }, count)
    this.#oldest.set(oldest === undefined ? 0 : (Date.now() - oldest.since.getTime()) / 1000)
    this.#paused.set({ channel: 'dataverse' }, 0)
    for (const { channel, pausedReason } of channels) this.#paused.set({ channel }, pausedReason === null ? 0 : 1)
    for (const backlog of answers) {
      const labels = { channel: answerChannelName(backlog), system: backlog.system }
      for (const { gauge, measure } of this.#answers) gauge.set(labels, measure(backlog))
    }
    return undefined
  }
}

function asking(sql: Sql) {
  return askedOnce(() => Promise.all([depth(sql), oldestWaiting(sql), readChannels(sql), readAnswerBacklogs(sql)]))
}
