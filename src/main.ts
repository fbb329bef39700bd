import type { Logger } from 'pino'
import { GuessLimit } from './access/guess-limit.ts'
import { alertTargets } from './alert-targets.ts'
import { answerChannel } from './answer-channel.ts'
import { allowedMethods } from './api/allowed-methods.ts'
import { api } from './api/api.ts'
import { health } from './api/health.ts'
import { Metrics } from './api/metrics.ts'
import type { PassedOn } from './channels/idoc-http/by-certificate.ts'
import { idocHttp } from './channels/idoc-http/idoc-http.ts'
import { Senders } from './channels/idoc-http/senders.ts'
import { idocSoap } from './channels/idoc-soap/idoc-soap.ts'
import { xiHttp } from './channels/xi-http/xi-http.ts'
import { checkChannel } from './check-channel.ts'
import { configuredInterfaces } from './configured-interfaces.ts'
import { connectReceivers, environmentsOf, rowsOfAll } from './connect-receivers.ts'
import { credentialExpires, credentialsThatEnd, signInExpires } from './credential-expires.ts'
import { Alerter } from './engine/alerts/alerter.ts'
import { Answerer } from './engine/answerer.ts'
import { awaitOutcome } from './engine/await-outcome.ts'
import { DatabaseStanding } from './engine/database-standing.ts'
import { Figures } from './engine/figures.ts'
import { FreshAnswers } from './engine/fresh-answers.ts'
import { FreshDocuments } from './engine/fresh-documents.ts'
import { startMaintenance } from './engine/maintenance.ts'
import { receiver } from './engine/receive.ts'
import { Refusals } from './engine/refusals.ts'
import { liveStops } from './engine/stops.ts'
import { releaseIfAdded, withLiveValues } from './engine/value-mappings.ts'
import { Worker } from './engine/worker.ts'
import { goOutThrough } from './go-out.ts'
import { httpServer } from './http-server.ts'
import type { AwaitOutcome } from './message/awaited-outcome.ts'
import { proxyName } from './message/outbound-proxy.ts'
import type { Refusal } from './message/refusal.ts'
import { openDatabase } from './open-database.ts'
import { releaseAll } from './queue/release-all.ts'
import { rowUrl } from './row-url.ts'
import { serveMonitor } from './serve-monitor.ts'
import type { Settings } from './settings/settings.ts'
import { proxies } from './settings/trust-proxy.ts'
import { pauseChannel, resumeChannel } from './store/channel-state.ts'
import { connect } from './store/connect.ts'
import { migrate } from './store/migrate.ts'
import { tlsPort } from './tls-port.ts'
import { traceUrl } from './trace-url.ts'
import { watchFolders } from './watch-folders.ts'

export interface Landbridge {
  readonly url: string
  /** Comes back with a sentence when it cannot go on: its own PostgreSQL ended. */
  readonly ended: Promise<string>
  /** Stops in order: no new documents, work in hand settled, the database last. */
  close(): Promise<void>
}

/** Introduces everyone to everyone and starts them. The data folder must be claimed already. */
export async function startLandbridge(settings: Settings, log: Logger): Promise<Landbridge> {
  if (settings.outboundProxy !== undefined) {
    log.info(`What is asked by https:// goes through the proxy ${proxyName(settings.outboundProxy)}`)
    goOutThrough(settings.outboundProxy)
  }
  // Whatever was started is stopped in the opposite order, also when the start fails half way.
  await using started = new AsyncDisposableStack()
  const ended = Promise.withResolvers<string>()
  const database = await openDatabase(settings, log, (lastWords) =>
    ended.resolve(`PostgreSQL ended although nobody stopped it. Its last words:\n${lastWords}`),
  )
  started.defer(() => database.stop())
  const sql = connect(database.url, { max: 20 })
  started.defer(() => sql.end({ timeout: 5 }))
  await migrate(sql)
  if (settings.databaseUrl === undefined) await releaseAll(sql)
  const { interfaces, refresh: refreshValues, stop } = await withLiveValues(sql, await configuredInterfaces(settings))
  started.defer(stop)
  const metrics = new Metrics(sql)
  const receivers = connectReceivers(settings, log, (request) => metrics.requestMade(request))
  for (const { channel } of receivers.values()) started.defer(() => channel.close())
  metrics.watch(() => [...receivers].map(([name, { channel }]) => [name, channel.standing()]))
  const figures = new Figures({ sql, log })
  started.defer(() => figures.stop())
  const fresh = new FreshDocuments()
  const standing = new DatabaseStanding()
  const tryNow = (kind: string, name: string) => kind === 'channel' && worker.tryNow(name)
  const { stops, refresh: refreshStops, stop: stopListening } = await liveStops(sql, tryNow)
  started.defer(stopListening)
  const exported = await exportedTraces(settings, log)
  started.defer(() => exported?.stop())
  const traces = exported?.traces
  const answers = settings.answers.map(answerChannel)
  const freshAnswers = new FreshAnswers(answers)
  const worker = new Worker({
    sql,
    stops,
    interfaces,
    fresh,
    receivers,
    log,
    settled: (outcomes, course) => {
      metrics.settled(outcomes, course)
      traces?.settled(outcomes, course)
      figures.settled(outcomes)
      freshAnswers.keep(outcomes)
      releaseIfAdded({ sql, interfaces, refresh: refreshValues }, outcomes).catch((error) =>
        log.warn({ error }, 'What is held was not looked at'),
      )
    },
    paused: (receiver, reason) => (reason === undefined ? resumeChannel(sql, receiver) : pauseChannel(sql, receiver, reason)),
  })
  started.defer(() => worker.stop())
  const wake = () => worker.wake()
  const listening = await sql.listen('landbridge_work', wake)
  started.defer(() => listening.unlisten().catch(() => {}))
  const answerer = new Answerer({ sql, channels: answers, fresh: freshAnswers, traces, log })
  await answerer.start()
  started.defer(() => answerer.stop())
  const alerts = { ...settings.alerts, ...alertTargets(settings, interfaces.keys()), database: standing }
  if (!settings.demo) for (const sentence of alerts.untold) log.warn(sentence)
  const alerter = new Alerter({
    ...alerts,
    sql,
    credentials: () => credentialsThatEnd(settings),
    publicUrl: settings.publicUrl,
    log,
  })
  alerter.start()
  started.defer(() => alerter.stop())
  const maintenance = startMaintenance({ sql, log, keepMonths: settings.keepMonths, keepDays: keepDaysOf(settings) })
  started.defer(() => maintenance.stop())

  const accept = receiver({
    sql,
    interfaces,
    fresh,
    handOver: worker.handOver,
    database: standing,
    arrived: (accepted) => {
      figures.received(accepted)
      traces?.received(accepted)
      wake()
    },
  })
  const refusals = new Refusals({ sql, log })
  started.defer(() => refusals.stop())
  const refused = (refusal: Refusal) => refusals.note(refusal)
  const folders = await watchFolders(settings, { accept, refused, log })
  started.defer(() => folders.stop())
  const http = httpServer(log, settings)
  const allowed = allowedMethods(http)
  const senders = new Senders(settings.senders, new GuessLimit(), passedOn(settings))
  await http.register(idocHttp({ ...settings, accept, refused, senders }))
  await http.register(idocSoap({ ...settings, accept, refused, senders }))
  const outcome: AwaitOutcome = (messageId, stop) => {
    worker.hurry()
    return awaitOutcome(sql, { milliseconds: 50_000 })(messageId, stop)
  }
  await http.register(xiHttp({ ...settings, accept, refused, senders, outcome }))
  await http.register(
    api({
      sql,
      interfaces,
      access: settings,
      channels: {
        ...settings,
        answers,
        receivers: [...receivers.keys()],
        standing: (name) => receivers.get(name)?.channel.standing(),
        test: (name) => checkChannel(settings, { receivers, answers }, name),
        credentialExpires: (name) => credentialExpires(environmentsOf(settings)[name]),
        signInExpires: () => signInExpires(settings),
      },
      accept,
      alerts,
      rows: rowsOfAll(receivers),
      comparer: (name) => receivers.get(name)?.channel,
      rowUrl: rowUrl(settings),
      traceUrl: traceUrl(settings),
      wake: () => worker.hurry(),
      refresh: { values: refreshValues, stops: refreshStops },
      log,
    }),
  )
  await http.register(health({ sql, database: standing }))
  await http.register(metrics.endpoint)
  await http.register(serveMonitor(allowed))
  if (settings.tls !== undefined) await http.register(tlsPort(settings.tls, log))
  started.defer(() => http.close())
  worker.start()
  const url = await http.listen({ host: settings.host, port: settings.port })

  const running = started.move()
  return { url, ended: ended.promise, close: () => running.disposeAsync() }
}

/** Where the settings name somebody who is told; without, nothing of it is loaded. */
async function exportedTraces({ traces, outboundProxy }: Settings, log: Logger) {
  if (traces === undefined) return undefined
  const { exportTraces } = await import('./export-traces.ts')
  return exportTraces(traces, outboundProxy, log)
}

/** By interface, where the settings say it. */
function keepDaysOf({ interfaces }: Settings): ReadonlyMap<string, number> {
  return new Map(Object.entries(interfaces).flatMap(([name, { keepDays }]) => (keepDays === undefined ? [] : [[name, keepDays]])))
}

/** Where a proxy tells the client certificates of those who send. */
function passedOn({ clientCertificateHeader: header, trustProxy }: Settings): PassedOn | undefined {
  return header === undefined ? undefined : { header: header.toLowerCase(), isProxy: proxies(trustProxy) }
}
