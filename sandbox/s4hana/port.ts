import { inSoap, soapTarget } from './idoc-soap.ts'
import { packetOf } from './idocs.ts'
import type { Outbox, OutboxDocument } from './outbox.ts'
import { xiContentType, xiTarget } from './xi-messages.ts'

export interface PortSettings {
  /** Where IDocs go: the address of the RFC destination with its path. */
  readonly target: string
  readonly user: string
  readonly password: string
  /** IDocs a packet at most, as in the partner profile. */
  readonly packetSize?: number | undefined
  /** How many work processes send at once; with more than one, packets may overtake each other. */
  readonly processes?: number | undefined
  readonly timeoutMs?: number | undefined
}

/**
 * The port of type "XML HTTP", and the integration engine for messages of proxies: sends what is up for dispatch, and sends it again, with the same number, as long as nobody
 * answered. A receiver that refuses (4xx) is not asked again; the IDoc stays in status 02 until a person sends it again.
 */
export class Port {
  readonly #outbox: Outbox
  readonly #settings: PortSettings
  readonly #inWork = new Set<OutboxDocument>()
  readonly #stop = new AbortController()
  #running: Promise<void>[] = []
  #wake = Promise.withResolvers<void>()
  #pause = shortestPause
  #pausedUntil = 0

  constructor(outbox: Outbox, settings: PortSettings) {
    this.#outbox = outbox
    this.#settings = settings
  }

  start(): void {
    this.#running = Array.from({ length: this.#settings.processes ?? 1 }, () => this.#workProcess())
  }

  /** Looks at once whether there is something to send. */
  wake(): void {
    this.#pausedUntil = 0
    this.#pause = shortestPause
    this.#awake()
  }

  async close(): Promise<void> {
    this.#stop.abort()
    this.#awake()
    await Promise.all(this.#running)
  }

  #awake(): void {
    this.#wake.resolve()
    this.#wake = Promise.withResolvers()
  }

  async #workProcess(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      // One moment for both: a pause that ends between the two would leave nobody to wake us.
      const now = Date.now()
      const packet = this.#next(now)
      if (packet.length === 0) await this.#somethingToDo(now)
      else await this.#send(packet)
    }
  }

  /** The oldest IDocs up for dispatch, of one type, that no other work process has. */
  #next(now: number): OutboxDocument[] {
    if (now < this.#pausedUntil) return []
    const due = this.#outbox.documents.filter((document) => document.isDue && !this.#inWork.has(document))
    // An XI message and an IDoc in SOAP are always alone.
    const size = due[0]?.protocol === 'idoc' ? (this.#settings.packetSize ?? 1) : 1
    return due.filter(({ type, protocol }) => type === due[0]?.type && protocol === due[0]?.protocol).slice(0, size)
  }

  async #somethingToDo(now: number): Promise<void> {
    const left = this.#pausedUntil - now
    if (left <= 0) return this.#wake.promise
    let timer: NodeJS.Timeout | undefined
    const pause = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, left)
    })
    await Promise.race([this.#wake.promise, pause])
    clearTimeout(timer)
  }

  async #send(packet: OutboxDocument[]): Promise<void> {
    for (const document of packet) this.#inWork.add(document)
    const { status, text, body } = await this.#post(requestOf(packet, this.#settings.target))
    try {
      if (!this.#stop.signal.aborted || status === 200) this.#note(packet, status, text, body)
    } catch (error) {
      // What cannot be written down, as on a full disk, counts as not sent: it goes again, with the same number.
      console.error(`What became of IDoc ${packet[0]?.docnum} could not be noted: ${(error as Error).message}`)
      this.#rest()
    }
    for (const document of packet) this.#inWork.delete(document)
  }

  #note(packet: OutboxDocument[], status: number, text: string, body: string): void {
    if (status >= 200 && status < 300) {
      for (const document of packet) this.#outbox.passed(document, body)
      this.#pause = shortestPause
      return
    }
    if (status >= 400 && status < 500) {
      for (const document of packet) this.#outbox.refused(document, text, body)
      return
    }
    for (const document of packet) this.#outbox.failed(document, text, body)
    this.#rest()
  }

  /** Nothing is sent for a while; each time longer. */
  #rest(): void {
    this.#pausedUntil = Date.now() + this.#pause
    this.#pause = Math.min(this.#pause * 2, longestPause)
  }

  async #post({ target, contentType, body }: PortRequest): Promise<{ status: number; text: string; body: string }> {
    const { user, password, timeoutMs = 60_000 } = this.#settings
    try {
      const response = await fetch(target, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': contentType,
          'user-agent': 'SAP NetWeaver Application Server (1.0;757)',
          authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
        },
        body,
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeoutMs)]),
      })
      const answer = (await response.text()).slice(0, 4000)
      return { status: response.status, text: `HTTP ${response.status} ${response.statusText}`.trim(), body: answer }
    } catch (error) {
      const { message, cause } = error as Error
      const why = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : message
      return { status: 0, text: `No answer from ${target}: ${why}`, body: '' }
    }
  }
}

interface PortRequest {
  readonly target: string
  readonly contentType: string
  readonly body: string
}

function requestOf(packet: readonly OutboxDocument[], target: string): PortRequest {
  const [first] = packet
  if (first?.protocol === 'xi') return { target: xiTarget(target), contentType: xiContentType(first), body: first.xml }
  const contentType = 'text/xml; charset=utf-8'
  if (first?.protocol === 'soap') return { target: soapTarget(target), contentType, body: inSoap(first) }
  return { target, contentType, body: packetOf(packet) }
}

const shortestPause = 250
const longestPause = 10_000
