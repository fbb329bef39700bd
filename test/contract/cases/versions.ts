import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { type ContractClient, errorIn, messageIn } from '../client.ts'

/** Versions of the API that there are not. */
const unknown = ['v7.0', 'v10.0', '9.2']

const noResource = /^No HTTP resource was found that matches the request URI/

export const versionCases: readonly ContractCase[] = [
  {
    name: 'every 9.x version answers at its own address',
    async run(client) {
      for (const version of ['v9.0', 'v9.1', 'v9.2']) {
        const { status, text } = await bareGet(client, `${version}/accounts?$select=name&$top=1`)
        assert.equal(status, 200, text)
        assert.match(text, new RegExp(`/api/data/${version}/\\$metadata#accounts`))
      }
    },
  },
  ...unknown.map((version) => ({
    name: `there is nothing at version ${version}`,
    run: async (client: ContractClient) => assert.equal((await bareGet(client, `${version}/accounts`)).status, 404),
  })),
  ...['2.0', '3.0', '4.01', '5.0', 'four'].map((version) => ({
    name: `a request of OData-Version ${version} leads nowhere`,
    async run({ ask, mark }: ContractClient) {
      const refused = await ask('GET', 'accounts?$top=1', undefined, { 'odata-version': version })
      assert.deepEqual(errorIn(refused), [404, ''])
      assert.match(messageIn(refused), noResource)
      const batch = `--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPOST /api/data/v9.2/accounts HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{"name":"${mark} A"}\r\n--b--\r\n`
      const type = { 'content-type': 'multipart/mixed; boundary=b' }
      assert.equal((await ask('POST', '$batch', batch, { ...type, 'odata-version': version })).status, 404)
    },
  })),
  {
    name: 'OData-Version goes before OData-MaxVersion, which counts alone; without both all is well',
    async run(client) {
      const path = 'v9.2/accounts?$select=name&$top=1'
      const statuses = []
      for (const headers of [
        {},
        { 'odata-maxversion': '4.0' },
        { 'odata-version': '4.0', 'odata-maxversion': '5.0' },
        { 'odata-maxversion': '3.0' },
      ])
        statuses.push((await bareGet(client, path, headers)).status)
      assert.deepEqual(statuses, [200, 200, 200, 404])
    },
  },
]

/** With no other headers than a token and these, at any version. */
async function bareGet(
  { environment, token }: ContractClient,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const authorization = `Bearer ${await token()}`
  const answer = await fetch(`${environment.url}/api/data/${path}`, { headers: { authorization, ...headers } })
  return { status: answer.status, text: await answer.text() }
}
