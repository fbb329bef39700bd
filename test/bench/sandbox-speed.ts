import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, request } from 'undici'

/** Keyed upserts a second that the sandbox Dynamics 365 does, by the clock and by the CPU time it spent: it runs on one core. */
export interface SandboxSpeed {
  readonly what: string
  readonly perSecond: number
  /** Nothing where the system does not tell. */
  readonly perCpuSecond: number | undefined
}

const sandbox = join(import.meta.dirname, '..', '..', 'sandbox', 'dataverse', 'main.ts')
const rowsOfOne = 100

/** A sandbox of its own gets `count` accounts by key, a hundred a request, new ones and known ones, in each of the ways there are. */
export async function sandboxSpeed(count: number, nodeOptions: readonly string[] = []): Promise<SandboxSpeed[]> {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-bench-'))
  const child = fork(sandbox, ['--port', '0', '--data', folder], {
    execArgv: [...nodeOptions],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    const [{ port }] = (await once(child, 'message')) as [{ port: number }]
    const url = `https://localhost:${port}`
    const ca = readFileSync(join(folder, 'sandbox-ca.pem'), 'utf8')
    const agent = new Agent({ connections: 2, pipelining: 1, connect: { ca } })
    const send = sender(agent, url, await tokenFrom(agent, url))
    await addKey(send)
    await measured(child.pid, send, 'warming up', requestsOf(batch, 2000, 0, 'w'))
    const speeds: SandboxSpeed[] = []
    for (const [what, write] of ways) {
      for (const [state, known] of ['new', 'known'].entries()) {
        speeds.push(await measured(child.pid, send, `${what}, ${known} rows`, requestsOf(write, count, state, what.at(-1) ?? '')))
      }
    }
    await agent.close()
    return speeds
  } finally {
    child.disconnect()
    await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Row {
  readonly key: string
  readonly columns: Record<string, unknown>
}

interface Request {
  readonly path: string
  readonly type: string
  readonly body: string
}

type Send = (one: Request) => Promise<void>

const ways: [what: string, write: (rows: readonly Row[]) => Request][] = [
  ['UpsertMultiple', upsertMultiple],
  ['$batch', batch],
  ['$batch, a change set each', batchOfChangeSets],
]

function upsertMultiple(rows: readonly Row[]): Request {
  const Targets = rows.map(({ key, columns }) => ({
    '@odata.type': 'Microsoft.Dynamics.CRM.account',
    '@odata.id': `accounts(accountnumber='${key}')`,
    ...columns,
  }))
  return {
    path: 'accounts/Microsoft.Dynamics.CRM.UpsertMultiple',
    type: 'application/json',
    body: JSON.stringify({ Targets }),
  }
}

function batch(rows: readonly Row[]): Request {
  const parts = rows.map((row) => `--b\r\n${part(row, '')}\r\n`)
  return { path: '$batch', type: 'multipart/mixed; boundary=b', body: `${parts.join('')}--b--\r\n` }
}

function batchOfChangeSets(rows: readonly Row[]): Request {
  const parts = rows.map(
    (row, index) =>
      `--b\r\nContent-Type: multipart/mixed; boundary=c${index}\r\n\r\n--c${index}\r\n${part(row, `Content-ID: 1\r\n`)}\r\n--c${index}--\r\n\r\n`,
  )
  return { path: '$batch', type: 'multipart/mixed; boundary=b', body: `${parts.join('')}--b--\r\n` }
}

function part({ key, columns }: Row, contentId: string): string {
  const head = `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${contentId}\r\n`
  return `${head}PATCH /api/data/v9.2/accounts(accountnumber='${key}') HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(columns)}\r\n`
}

function requestsOf(write: (rows: readonly Row[]) => Request, count: number, state: number, prefix: string): Request[] {
  return Array.from({ length: Math.ceil(count / rowsOfOne) }, (_, index) =>
    write(Array.from({ length: rowsOfOne }, (_, n) => row(`${prefix}${index * rowsOfOne + n}`, state))),
  )
}

/** As a business partner arrives. */
function row(key: string, state: number): Row {
  return {
    key,
    columns: {
      name: `Müller & Söhne ${key}`,
      telephone1: `040 ${state}`,
      emailaddress1: `office@${key}.example`,
      address1_line1: 'Große Straße 17',
      address1_postalcode: '20095',
      address1_city: 'Hamburg',
      address1_country: 'DE',
      creditlimit: 25000.5,
      creditonhold: false,
      paymenttermscode: 1,
    },
  }
}

async function measured(pid: number | undefined, send: Send, what: string, requests: readonly Request[]): Promise<SandboxSpeed> {
  const cpuBefore = cpuOf(pid)
  const startedAt = performance.now()
  let next = 0
  const worker = async () => {
    for (let one = requests[next++]; one !== undefined; one = requests[next++]) await send(one)
  }
  await Promise.all([worker(), worker()])
  const rows = requests.length * rowsOfOne
  const cpuAfter = cpuOf(pid)
  return {
    what,
    perSecond: rows / ((performance.now() - startedAt) / 1000),
    perCpuSecond: cpuBefore === undefined || cpuAfter === undefined ? undefined : rows / (cpuAfter - cpuBefore),
  }
}

/** Seconds. */
function cpuOf(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return undefined
  }
}

function sender(agent: Agent, url: string, token: string): Send {
  return async ({ path, type, body }) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type }
    const answer = await request(`${url}/api/data/v9.2/${path}`, { dispatcher: agent, method: 'POST', headers, body })
    const text = await answer.body.text()
    if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}: ${text}`)
  }
}

async function tokenFrom(agent: Agent, url: string): Promise<string> {
  const grant = { grant_type: 'client_credentials', client_id: 'landbridge', client_secret: 'landbridge-secret' }
  const answer = await request(`${url}/sandbox/oauth2/v2.0/token`, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...grant, scope: `${url}/.default` }).toString(),
  })
  return ((await answer.body.json()) as { access_token: string }).access_token
}

async function addKey(send: Send): Promise<void> {
  const body = JSON.stringify({ SchemaName: 'new_number', KeyAttributes: ['accountnumber'] })
  await send({ path: "EntityDefinitions(LogicalName='account')/Keys", type: 'application/json', body })
  // Its index takes a moment.
  await new Promise((resolve) => setTimeout(resolve, 1000))
}
