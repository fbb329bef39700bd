import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type Answer, type ContractClient, errorIn, messageIn, valueIn } from '../client.ts'

const tracked = { prefer: 'odata.track-changes' }

export const changeCases: readonly ContractCase[] = [
  {
    name: 'a delta link tells what was made, changed and deleted since',
    async run(client) {
      const { ask, mark } = client
      const first = await deltaLink(client)
      const represented = { prefer: 'return=representation' }
      const [one, other] = [`${mark} A`, `${mark} B`]
      const kept = await ask('POST', 'accounts?$select=name', { name: one }, represented)
      const gone = await ask('POST', 'accounts?$select=name', { name: other }, represented)
      await ask('DELETE', `accounts(${gone.body.accountid})`)
      const changes = valueIn(await ask('GET', first))
      assert.equal(changes.find(({ accountid }) => accountid === kept.body.accountid)?.name, one)
      assert.equal(changes.find(({ id }) => id === gone.body.accountid)?.reason, 'deleted')
    },
  },
  {
    name: 'who tracks changes may not filter',
    async run({ ask }) {
      const refused = await ask('GET', "accounts?$select=name&$filter=name eq 'x'", undefined, tracked)
      assert.equal(errorIn(refused)[0], 400)
      assert.match(messageIn(refused), /isn't supported when Change Tracking is enabled/)
    },
  },
]

/** That of the last page. */
async function deltaLink({ ask }: ContractClient): Promise<string> {
  let path = 'accounts?$select=name'
  for (;;) {
    const { body }: Answer = await ask('GET', path, undefined, tracked)
    const link = body['@odata.nextLink'] ?? body['@odata.deltaLink']
    path = String(link).split('/v9.2/')[1] ?? ''
    if (body['@odata.deltaLink'] !== undefined) return path
  }
}
