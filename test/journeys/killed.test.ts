import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startDataverse } from '../../sandbox/dataverse/start.ts'
import { type S4hana, startS4hana } from '../../sandbox/s4hana/start.ts'
import { freePort } from '../../src/store/embedded/free-port.ts'
import { dynamicsRows } from '../support/dynamics-rows.ts'
import { customerNumber, debmasPacket, docnum } from '../support/idocs.ts'
import { LandbridgeProcess } from '../support/landbridge-process.ts'
import { until } from '../support/until.ts'

const customers = 100
const changes = 10

test('1,000 IDocs of 100 customers arrive once each, the last one last, though Landbridge is killed three times', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-killed-'))
  const dynamics = await startDataverse({ port: 0, folder: join(folder, 'dynamics') })
  const landbridge = new LandbridgeProcess({ folder, port: await freePort(), dynamics })
  const s4hana = await startS4hana({
    port: 0,
    folder: join(folder, 's4hana'),
    documents: false,
    target: `${landbridge.url}/idoc`,
    user: 'S4HCLNT100',
    password: 'sandbox',
    processes: 16,
  })
  t.after(async () => {
    await s4hana.close()
    await landbridge.stop()
    await dynamics.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const provisioned = await landbridge.run('provision')
  assert.equal(provisioned.code, 0, provisioned.output)
  await landbridge.start()

  s4hana.send(debmasPacket(documents()))
  for (const share of [0.2, 0.5, 0.8]) {
    await until(`${share * 100} % were sent`, async () => sent(s4hana) >= share * customers * changes)
    await landbridge.kill()
    await landbridge.start()
  }
  await until('everything was sent', async () => sent(s4hana) === customers * changes, 120_000)
  await until('everything was delivered', async () => (await openMessages(landbridge)) === 0, 120_000)

  const messages = await allMessages(landbridge)
  assert.deepEqual(
    messages.map(({ idoc }) => idoc).sort(),
    documents().map((document) => docnum(document.docnum)),
  )
  assert.deepEqual(
    messages.filter(({ status }) => !['delivered', 'unchanged', 'superseded'].includes(status)),
    [],
  )
  const accounts = await dynamicsRows<Account>(dynamics, 'accounts?$select=accountnumber,name,telephone1&$orderby=accountnumber')
  assert.deepEqual(
    accounts.map(({ accountnumber, name, telephone1 }) => ({ accountnumber, name, telephone1 })),
    Array.from({ length: customers }, (_, index) => ({
      accountnumber: customerNumber(index + 1),
      name: `Customer ${index + 1}, change ${changes}`,
      telephone1: `+49 ${index + 1} ${changes}`,
    })),
  )
})

interface Account {
  accountnumber: string
  name: string
  telephone1: string
}

/** Every customer changes ten times; the changes of all customers are mixed. */
function documents() {
  return Array.from({ length: customers * changes }, (_, index) => {
    const customer = (index % customers) + 1
    const change = Math.floor(index / customers) + 1
    return {
      docnum: index + 1,
      customer,
      fields: { NAME1: `Customer ${customer}, change ${change}`, TELF1: `+49 ${customer} ${change}` },
    }
  })
}

function sent(s4hana: S4hana): number {
  return s4hana.documents().filter(({ statuses }) => statuses.at(-1)?.status === '03').length
}

async function openMessages(landbridge: LandbridgeProcess): Promise<number> {
  const open = ['waiting', 'delivering', 'parked', 'held'].map(async (status) => {
    const { items } = await landbridge.get<{ items: unknown[] }>(`/api/messages?status=${status}&limit=1`)
    return items.length
  })
  return (await Promise.all(open)).reduce((sum, count) => sum + count, 0)
}

async function allMessages(landbridge: LandbridgeProcess): Promise<{ idoc: string; status: string }[]> {
  const messages: { idoc: string; status: string }[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: { items: typeof messages; next?: string | null } = await landbridge.get(
      `/api/messages?limit=200&cursor=${cursor}`,
    )
    messages.push(...page.items)
    cursor = page.next ?? undefined
  }
  return messages
}
