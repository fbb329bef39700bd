// Measures the whole product, as `npm start` brings it up; `npm run bench`, or `npm run bench -- --quick`; with
// `-- --sandbox` only the sandbox Dynamics 365; `-- --storm` many changes under faults and limits; `-- --growth` the same work with
// 1,000,000 messages stored; `-- --load` a load of 1,000,000 objects and its memory; `-- --monitor` the web page before 120,000 messages.
// `-- --interfaces` documents of every interface; `-- --turmoil` two nodes while everything is killed. Asserts nothing.
import { availableParallelism, cpus } from 'node:os'
import { everyInterface } from './every-interface.ts'
import { fill } from './fill.ts'
import { Landscape } from './landscape.ts'
import { load } from './load.ts'
import { latencies, requestsFor, type Throughput, throughput } from './measures.ts'
import { monitor } from './monitor.ts'
import { perDocument } from './per-document.ts'
import { sandboxSpeed } from './sandbox-speed.ts'
import { searches } from './searches.ts'
import { storm } from './storm.ts'
import { turmoil } from './turmoil.ts'

const isQuick = process.argv.includes('--quick')
const [count, rounds] = isQuick ? [2000, 1] : [10_000, 3]

console.log(
  `${availableParallelism()} × ${cpus()[0]?.model}, Node ${process.version}; sender, Landbridge, PostgreSQL and sandbox on it`,
)
if (process.argv.includes('--sandbox')) await sandboxAlone()
else if (process.argv.includes('--turmoil')) await inTurmoil()
else {
  const modes = {
    '--storm': underFaults,
    '--growth': withManyStored,
    '--load': initialLoad,
    '--interfaces': ofEveryInterface,
    '--monitor': webPage,
  }
  const [, measure] = Object.entries(modes).find(([option]) => process.argv.includes(option)) ?? ['', everything]
  await using landscape = await Landscape.start()
  await measure(landscape)
}
process.exit()

async function sandboxAlone() {
  for (const { what, perSecond, perCpuSecond } of await sandboxSpeed(count * 2)) {
    const cpu = perCpuSecond === undefined ? '' : `, ${rounded(perCpuSecond)} a second of its CPU`
    console.log(`${what.padEnd(40)} ${rounded(perSecond)} upserts/s${cpu}`)
  }
}

async function inTurmoil() {
  const { troubles, sent, inVain, stored, right, wrong, seconds } = await turmoil(isQuick ? 1 : 3, say)
  console.log(
    `${rounded(sent)} documents taken, sent in vain ${rounded(inVain)} times, ${rounded(stored)} stored; ${right} customers right, ${wrong} wrong after ${troubles} troubles; ${seconds.toFixed(0)} s`,
  )
  process.exitCode = wrong === 0 && stored === sent ? 0 : 1
}

async function underFaults(landscape: Landscape) {
  const { seconds, right, wrong, requests } = await storm(
    landscape,
    isQuick ? { customers: 500, changes: 10 } : { customers: 5000, changes: 10 },
  )
  const changes = (right + wrong) * 10
  console.log(
    `${rounded(changes)} changes of ${rounded(right + wrong)} customers at the real limits and with faults: ${rounded(right)} right, ${wrong} wrong; ${seconds.toFixed(0)} s, ${rounded(requests)} requests`,
  )
  process.exitCode = wrong === 0 ? 0 : 1
}

async function withManyStored(landscape: Landscape) {
  await throughput(landscape, { count: 2000 })
  const stored = isQuick ? 100_000 : 1_000_000
  const empty = await middle(3, () => throughput(landscape, { count }))
  say(`storing ${rounded(stored)} messages`)
  await fill(landscape, stored)
  await throughput(landscape, { count: 2000 })
  const full = await middle(3, () => throughput(landscape, { count }))
  console.log(
    `${rounded(empty.delivered)} delivered/s (${cpuOf(empty)}); with ${rounded(stored)} messages stored ${rounded(full.delivered)} (${cpuOf(full)}; × ${(empty.delivered / full.delivered).toFixed(2)} slower)`,
  )
  say('searching')
  for (const [what, milliseconds] of await searches(landscape)) console.log(`${what.padEnd(40)} ${milliseconds.toFixed(0)} ms`)
}

async function initialLoad(landscape: Landscape) {
  const { perSecond, memory } = await load(landscape, isQuick ? 20_000 : 1_000_000, say)
  console.log(
    `${rounded(perSecond)} loaded/s; memory of the process ${memory.map((mib) => Math.round(mib)).join(', ')} MiB at each tenth`,
  )
}

async function ofEveryInterface(landscape: Landscape) {
  await throughput(landscape, { count: 2000 })
  for (const [what, measured] of await everyInterface(landscape, count / 2)) {
    console.log(`${what.padEnd(50)} ${rounded(measured.delivered)} delivered/s (${cpuOf(measured)})`)
  }
}

async function webPage(landscape: Landscape) {
  await throughput(landscape, { count: 300 })
  await fill(landscape, 120_000)
  say('opening and scrolling')
  const table = await monitor(landscape)
  if (table === undefined) console.log('There is no Chromium on this machine; install it, e.g. with apt-get install chromium')
  for (const [what, figure] of table ?? []) console.log(`${what.padEnd(24)} ${figure}`)
}

async function everything(landscape: Landscape) {
  say('warming up')
  await throughput(landscape, { count: 5000 })
  const table: [what: string, figure: string][] = []
  await using store = landscape.database(32)
  for (const latency of [0, 100]) {
    await landscape.latency(latency)
    say(`check and write per document, ${latency} ms`)
    const documents = latency === 0 ? count / 2 : count / 10
    const today = await median(rounds, () => perDocument(landscape, documents))
    say(`the same, stored before and marked after, ${latency} ms`)
    const stored = await median(rounds, () => perDocument(landscape, documents, store.sql))
    say(`one IDoc a POST, ${latency} ms`)
    const single = await middle(rounds, () => throughput(landscape, { count }))
    table.push(
      [`check and write, nothing stored, target ${latency} ms`, `${rounded(today)} documents/s`],
      [`the same, stored before and marked after, target ${latency} ms`, `${rounded(stored)} documents/s`],
      [
        `Landbridge, one IDoc a POST, target ${latency} ms`,
        `${rounded(single.delivered)} delivered/s (× ${(single.delivered / today).toFixed(1)}, × ${(single.delivered / stored).toFixed(1)}), ${rounded(single.accepted)} accepted/s`,
      ],
    )
    if (latency === 0) table.push(['its CPU', cpuOf(single)])
  }
  await landscape.latency(0)
  say('packets of 100')
  const packets = await middle(rounds, () => throughput(landscape, { count, packet: 100 }))
  table.push([
    'Landbridge, packets of 100 IDocs',
    `${rounded(packets.delivered)} delivered/s, ${rounded(packets.accepted)} accepted/s`,
  ])
  say('latency')
  const { p50, p99 } = await latencies(landscape, isQuick ? 4 : 20)
  table.push(['received to delivered, 50 a second', `p50 ${p50} ms, p99 ${p99} ms`])
  say('requests')
  const { changes, repeats, byMany, byFew } = await requestsFor(landscape)
  table.push(
    ['HTTP requests for 1,000 changed objects', `${changes} of one packet, ${byMany} one by one by 64 senders, ${byFew} by 8`],
    ['HTTP requests for the same again', String(repeats)],
  )
  const width = Math.max(...table.map(([what]) => what.length))
  console.log(`\n${table.map(([what, figure]) => `${what.padEnd(width)}  ${figure}`).join('\n')}`)
}

function cpuOf({ node, postgres }: Throughput): string {
  if (node === undefined || postgres === undefined) return 'CPU not known'
  return `CPU for 10,000: ${node.toFixed(1)} s Node, ${postgres.toFixed(1)} s PostgreSQL`
}

function say(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K… ${what}`)
  else process.stderr.write(`… ${what}\n`)
}

async function median(times: number, measure: () => Promise<number>): Promise<number> {
  const found: number[] = []
  for (let round = 0; round < times; round++) found.push(await measure())
  return found.toSorted((a, b) => a - b)[Math.floor(times / 2)] as number
}

/** The round in the middle. */
async function middle(times: number, measure: () => Promise<Throughput>): Promise<Throughput> {
  const found: Throughput[] = []
  for (let round = 0; round < times; round++) found.push(await measure())
  return found.toSorted((a, b) => a.delivered - b.delivered)[Math.floor(times / 2)] as Throughput
}

function rounded(number: number): string {
  return Math.round(number).toLocaleString('en')
}
