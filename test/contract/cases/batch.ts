import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type Answer, type ContractClient, valueIn } from '../client.ts'

export const batchCases: readonly ContractCase[] = [
  {
    name: 'a change set is done wholly, and its requests refer to each other',
    async run(client) {
      const { mark } = client
      const contact = { lastname: `${mark} C`, 'parentcustomerid_account@odata.bind': '$1' }
      const answer = await send(client, changeSet(post('accounts', { name: `${mark} A` }), post('contacts', contact)))
      assert.deepEqual([answer.status, statusesIn(answer)], [200, [204, 204]])
      const found = await client.ask('GET', `contacts?$select=_parentcustomerid_value&$filter=startswith(lastname,'${mark}')`)
      assert.match(String(valueIn(found)[0]?._parentcustomerid_value), /^[\da-f-]{36}$/)
    },
  },
  {
    name: 'of a change set that fails nothing stays, and only the request that failed is answered, by its Content-ID',
    async run(client) {
      const { mark } = client
      const bad = post('accounts', { name: `${mark} B`, nosuchcolumn: 1 })
      const answer = await send(
        client,
        changeSet(post('accounts', { name: `${mark} A` }), bad, post('accounts', { name: `${mark} C` })),
      )
      assert.deepEqual([answer.status, statusesIn(answer)], [400, [400]])
      assert.match(answer.text, /Content-ID: 2\r\n/i)
      assert.match(answer.text, /boundary="?changesetresponse_/)
      assert.deepEqual(await names(client), [])
    },
  },
  {
    name: 'a batch ends with its first failure, whose status it has; what was done stays',
    async run(client) {
      const { mark } = client
      const parts = [
        post('accounts', { name: `${mark} A` }),
        post('accounts', { nosuchcolumn: 1 }),
        post('accounts', { name: `${mark} C` }),
      ]
      const answer = await send(client, ...parts)
      assert.deepEqual([answer.status, statusesIn(answer)], [400, [204, 400]])
      assert.deepEqual(await names(client), ['A'])
    },
  },
  {
    name: 'a batch that is to go on after a failure does, and is answered with 200',
    async run(client) {
      const { mark } = client
      const parts = [
        post('accounts', { name: `${mark} A` }),
        post('accounts', { nosuchcolumn: 1 }),
        post('accounts', { name: `${mark} C` }),
      ]
      const answer = await sendWith(client, { prefer: 'odata.continue-on-error' }, ...parts)
      assert.deepEqual([answer.status, statusesIn(answer)], [200, [204, 400, 204]])
      assert.deepEqual(await names(client), ['A', 'C'])
    },
  },
  {
    name: 'a batch whose last line does not end with CRLF loses the body of its last request; what was before it is done',
    async run(client) {
      const both = whole(...['A', 'B'].map((name) => post('accounts', { name: `${client.mark} ${name}` })))
      const answer = await client.ask('POST', '$batch', both.slice(0, -2), type)
      assert.deepEqual([answer.status, statusesIn(answer)], [400, [204, 400]])
      assert.match(answer.text, /0x80048d19.*Stream was not readable/)
      assert.deepEqual(await names(client), ['A'])
    },
  },
  {
    name: 'a batch may end with its last boundary after a change set and after reads',
    async run(client) {
      const row = post('accounts', { name: `${client.mark} A` })
      const read = row.replace(/POST.*/s, 'GET /api/data/v9.2/WhoAmI HTTP/1.1\r\nAccept: application/json\r\n\r\n')
      for (const body of [whole(changeSet(row)).trim(), whole(row, read).trim()]) {
        assert.equal((await client.ask('POST', '$batch', body, type)).status, 200)
      }
      assert.deepEqual(await names(client), ['A', 'A'])
    },
  },
  {
    name: 'a batch whose lines do not end with CRLF cannot be read',
    async run(client) {
      const row = post('accounts', { name: `${client.mark} A` })
      for (const body of [whole(row), whole(changeSet(row))]) {
        const answer = await client.ask('POST', '$batch', body.replaceAll('\r\n', '\n'), type)
        assert.deepEqual([answer.status, statusesIn(answer)], [400, [400]])
        assert.match(answer.text, /0x80048d19.*Stream was not readable/)
      }
      assert.deepEqual(await names(client), [])
    },
  },
  {
    name: 'a request of a change set without a Content-ID is refused, and nothing is done',
    async run(client) {
      const set = changeSet(post('accounts', { name: `${client.mark} A` })).replace(/Content-ID: \d+\r\n/, '')
      assert.equal((await send(client, set)).status, 400)
      assert.deepEqual(await names(client), [])
    },
  },
  {
    name: 'a change set links two new rows by their Content-IDs in address and body',
    async run(client) {
      const { mark } = client
      const link = post('accounts', { '@odata.id': '$2' }).replace('POST /api/data/v9.2/accounts', 'PUT $1/primarycontactid/$ref')
      const rows = [post('accounts', { name: `${mark} A` }), post('contacts', { lastname: `${mark} C` })]
      assert.deepEqual(statusesIn(await send(client, changeSet(...rows, link))), [204, 204, 204])
      const query = `accounts?$select=name&$expand=primarycontactid($select=lastname)&$filter=startswith(name,'${mark}')`
      const [account] = valueIn(await client.ask('GET', query))
      assert.deepEqual(Object(account?.primarycontactid).lastname, `${mark} C`)
    },
  },
  {
    name: 'a Content-ID is referred to after it was given, not before',
    async run(client) {
      const { mark } = client
      const early = post('contacts', { lastname: `${mark} C`, 'parentcustomerid_account@odata.bind': '$2' })
      const answer = await send(client, changeSet(early, post('accounts', { name: `${mark} A` })))
      assert.equal(answer.status, 400)
      assert.match(answer.text, /Content-ID Reference: '\$2' does not exist in the batch context/)
      assert.deepEqual(await names(client), [])
    },
  },
  {
    name: 'rows within a batch come with their type as it streams',
    async run(client) {
      const get = post('WhoAmI', {}).replace(/POST (\S+) HTTP.*/s, 'GET $1 HTTP/1.1\r\n\r\n')
      const { text } = await send(client, get)
      assert.match(text, /Content-Type: application\/json; odata\.metadata=minimal; odata\.streaming=true\r\n/)
    },
  },
  {
    name: 'a change set holds no GET',
    async run(client) {
      const get = post('accounts?$top=1', {}).replace('POST /api', 'GET /api')
      assert.equal((await send(client, changeSet(post('accounts', { name: `${client.mark} A` }), get))).status, 400)
      assert.deepEqual(await names(client), [])
    },
  },
  {
    name: 'a batch holds 1,000 requests at most',
    async run(client) {
      const one = post('accounts', { nosuchcolumn: 1 })
      const answer = await sendWith(client, { prefer: 'odata.continue-on-error' }, ...Array.from({ length: 1001 }, () => one))
      assert.equal(answer.status, 400)
    },
  },
]

const type = { 'content-type': 'multipart/mixed; boundary="batch_1"' }

function send(client: ContractClient, ...parts: readonly string[]): Promise<Answer> {
  return sendWith(client, {}, ...parts)
}

function sendWith({ ask }: ContractClient, headers: Record<string, string>, ...parts: readonly string[]): Promise<Answer> {
  return ask('POST', '$batch', whole(...parts), { ...type, ...headers })
}

function whole(...parts: readonly string[]): string {
  return `${parts.map((part) => `--batch_1\r\n${part}`).join('')}--batch_1--\r\n`
}

/** Rows are numbered from 1 by their Content-ID. */
function changeSet(...requests: readonly string[]): string {
  const parts = requests.map(
    (request, index) => `--changeset_1\r\n${request.replace('binary\r\n', `binary\r\nContent-ID: ${index + 1}\r\n`)}`,
  )
  return `Content-Type: multipart/mixed; boundary="changeset_1"\r\n\r\n${parts.join('')}--changeset_1--\r\n`
}

function post(set: string, body: object): string {
  const head = 'Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n'
  return `${head}POST /api/data/v9.2/${set} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(body)}\r\n`
}

function statusesIn({ text }: Answer): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d+) /gm)].map(([, status]) => Number(status))
}

/** Names of the accounts there are, without their mark. */
async function names({ ask, mark }: ContractClient): Promise<string[]> {
  const found = await ask('GET', `accounts?$select=name&$orderby=name&$filter=startswith(name,'${mark}')`)
  return valueIn(found).map(({ name }) => String(name).slice(mark.length + 1))
}
