import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'

const origin = { origin: 'https://pages.example' }

export const corsCases: readonly ContractCase[] = [
  {
    name: 'a browser that asks first is let through from any page, without a token',
    async run({ environment }) {
      const wanted = ['authorization', 'content-type', 'odata-maxversion', 'odata-version', 'if-match', 'prefer']
      const headers = { ...origin, 'access-control-request-method': 'PATCH', 'access-control-request-headers': wanted.join(',') }
      const answer = await fetch(`${environment.url}/api/data/v9.2/accounts`, { method: 'OPTIONS', headers })
      assert.equal(answer.ok, true, String(answer.status))
      assert.match(answer.headers.get('access-control-allow-origin') ?? '', /^(\*|https:\/\/pages\.example)$/)
      assert.match(answer.headers.get('access-control-allow-methods') ?? '', /PATCH/i)
      const allowed = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase()
      for (const header of wanted) assert.match(allowed, new RegExp(header))
    },
  },
  {
    name: 'a page may read the answer and the headers that tell of rows',
    async run({ ask, mark }) {
      const answer = await ask('POST', 'accounts', { name: `${mark} A` }, origin)
      assert.equal(answer.status, 204)
      assert.match(answer.headers.get('access-control-allow-origin') ?? '', /^(\*|https:\/\/pages\.example)$/)
      const exposed = (answer.headers.get('access-control-expose-headers') ?? '').split(/, ?/)
      for (const header of ['OData-EntityId', 'Location', 'ETag', 'Retry-After']) assert.ok(exposed.includes(header), header)
    },
  },
]
