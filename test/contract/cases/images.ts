import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type ContractClient, errorIn, messageIn } from '../client.ts'

/** A PNG of one pixel. */
const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const columns = 'entityimage,entityimageid,entityimage_timestamp,entityimage_url'

export const imageCases: readonly ContractCase[] = [
  {
    name: 'a picture is set with its row and shown when it is asked for by name',
    async run(client) {
      const { ask } = client
      const address = await withPicture(client)
      const { body } = await ask('GET', `${address}?$select=${columns}`)
      assert.match(String(body.entityimage), /^[A-Za-z0-9+/]+={0,2}$/)
      assert.match(String(body.entityimageid), /^[\da-f-]{36}$/)
      const start = '/Image/download.aspx?Entity=account&Attribute=entityimage'
      assert.ok(String(body.entityimage_url).startsWith(`${start}&Id=${body.entityimageid}&Timestamp=`))
      assert.ok(Number(body.entityimage_timestamp) > 6e17)
      assert.equal((await ask('GET', address)).body.entityimage ?? null, null)
    },
  },
  {
    name: 'a picture is cleared with its row or at its own address',
    async run(client) {
      const { ask } = client
      const ways: ((address: string) => Promise<{ status: number }>)[] = [
        (address) => ask('PATCH', address, { entityimage: null }, { 'if-match': '*' }),
        (address) => ask('PUT', `${address}/entityimage`, { value: null }),
        (address) => ask('DELETE', `${address}/entityimage`),
      ]
      for (const clear of ways) {
        const address = await withPicture(client)
        assert.equal((await clear(address)).status, 204)
        const { body } = await ask('GET', `${address}?$select=${columns}`)
        assert.deepEqual(
          columns.split(',').map((name) => body[name]),
          [null, null, null, null],
        )
      }
    },
  },
  {
    name: 'a picture is sent and read as a file; read like that it is the thumbnail',
    async run(client) {
      const { ask, mark } = client
      const { headers } = await ask('POST', 'accounts', { name: `${mark} A` })
      const address = addressIn(headers)
      const type = { 'content-type': 'application/octet-stream', 'x-ms-file-name': 'dot.png' }
      const sent = await ask('PATCH', `${address}/entityimage`, Buffer.from(picture, 'base64'), type)
      assert.equal(sent.status, 204, sent.text)
      const { body } = await ask('GET', `${address}?$select=entityimage`)
      const read = await ask('GET', `${address}/entityimage/$value`)
      assert.deepEqual([read.status, read.bytes.toString('base64')], [200, body.entityimage])
    },
  },
  {
    name: 'what is no picture is refused with 0x80072553',
    async run({ ask, mark }) {
      const body = { name: `${mark} A`, entityimage: Buffer.from('no picture').toString('base64') }
      const refused = await ask('POST', 'accounts', body)
      assert.deepEqual(errorIn(refused), [400, '0x80072553'])
      assert.match(messageIn(refused), /^Error occured when processing image\. Reason: /)
    },
  },
  {
    name: 'image columns are found by their type',
    async run({ ask }) {
      const select = '$select=LogicalName,CanStoreFullImage,MaxSizeInKB,IsPrimaryImage,MaxHeight'
      const path = `EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.ImageAttributeMetadata?${select}`
      const { body } = await ask('GET', path)
      const image = (body.value as Record<string, unknown>[]).find(({ LogicalName }) => LogicalName === 'entityimage')
      assert.deepEqual(
        [typeof image?.CanStoreFullImage, typeof image?.IsPrimaryImage, image?.MaxHeight],
        ['boolean', 'boolean', 144],
      )
      assert.ok(Number(image?.MaxSizeInKB) <= 30_720)
    },
  },
]

async function withPicture({ ask, mark }: ContractClient): Promise<string> {
  const made = await ask('POST', 'accounts', { name: `${mark} A`, entityimage: picture })
  assert.equal(made.status, 204, made.text)
  return addressIn(made.headers)
}

function addressIn(headers: Headers): string {
  return /accounts\(.*\)$/.exec(headers.get('odata-entityid') ?? '')?.[0] ?? ''
}
