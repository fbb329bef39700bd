import { rootCertificates } from 'node:tls'
import { format } from 'node:util'
import { DiagLogLevel, diag } from '@opentelemetry/api'
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Logger } from 'pino'
import { GivenIds } from './engine/given-ids.ts'
import { Traces } from './engine/traces.ts'
import type { OutboundProxy } from './message/outbound-proxy.ts'
import type { TraceTarget } from './settings/traces.ts'
import { version } from './version.ts'

interface Exported {
  readonly traces: Traces
  /** Sends what is still here, as far as that goes within a few seconds. */
  stop(): Promise<void>
}

/**
 * Traces that go to an OpenTelemetry collector, or to what takes the same, a few hundred spans at a time. Where it takes none, they are lost, and
 * the log says so; nothing waits for it.
 */
export function exportTraces(target: TraceTarget, proxy: OutboundProxy | undefined, log: Logger): Exported {
  const silent = () => {}
  const said = new Set<string>()
  const warn = (...words: unknown[]) => {
    const sentence = format(...words)
    const kind = sentence.replaceAll(/\d+/g, '')
    if (!said.has(kind)) log.warn(`Traces: ${sentence}`)
    said.add(kind)
  }
  diag.setLogger(
    { error: silent, warn, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  )
  const exporter = new Told(exporterTo(target, proxy), target.url, log)
  const ids = new GivenIds()
  const provider = new TracerProvider({
    idGenerator: ids,
    // By the message alone, so that all nodes choose the same ones.
    sampler: new TraceIdRatioBasedSampler(target.share),
    resource: resourceFromAttributes({ 'service.version': version, ...target.attributes, 'service.name': target.service }),
    spanProcessors: [new BatchSpanProcessor({ exporter, maxExportBatchSize: 1000, maxQueueSize: 50_000 })],
  })
  return {
    traces: new Traces(provider.getTracer('landbridge', version), ids),
    stop: () => provider.shutdown().catch(() => {}),
  }
}

function exporterTo({ url, format: form, headers, tls }: TraceTarget, proxy: OutboundProxy | undefined): SpanExporter {
  const Exporter = form === 'http/json' ? JsonExporter : ProtobufExporter
  const proxyEnv = proxy && { https_proxy: proxy.url, no_proxy: proxy.except }
  const { ca, ...shown } = tls
  const trusted = ca === undefined ? {} : { ca: [...rootCertificates, ca] }
  const httpAgentOptions = { keepAlive: true, ...shown, ...trusted, ...(proxyEnv && { proxyEnv }) }
  return new Exporter({ url, headers, timeoutMillis: 5000, httpAgentOptions })
}

/** Says in the log when spans are no longer taken, and when they are again. */
class Told implements SpanExporter {
  readonly #exporter: SpanExporter
  readonly #url: string
  readonly #log: Pick<Logger, 'warn' | 'info'>
  #lost = 0

  constructor(exporter: SpanExporter, url: string, log: Pick<Logger, 'warn' | 'info'>) {
    this.#exporter = exporter
    this.#url = url
    this.#log = log
  }

  readonly export: SpanExporter['export'] = (spans: ReadableSpan[], done) => {
    this.#exporter.export(spans, (result) => {
      if (result.error !== undefined) this.#fails(spans.length, result.error)
      else this.#works()
      done(result)
    })
  }

  readonly shutdown = (): Promise<void> => this.#exporter.shutdown()

  #fails(count: number, { message }: Error): void {
    if (this.#lost === 0) {
      const reason = message === '' ? 'it does not answer' : message
      this.#log.warn(
        `Traces are not taken by ${this.#url} and lost: ${reason}. Messages go on as ever; check OTEL_EXPORTER_OTLP_ENDPOINT`,
      )
    }
    this.#lost += count
  }

  #works(): void {
    if (this.#lost > 0) this.#log.info(`Traces are taken by ${this.#url} again; ${this.#lost} spans were lost`)
    this.#lost = 0
  }
}
