import assert from 'node:assert/strict'
import type { ContractCase } from '../case.ts'
import { errorIn, messageIn, noSegment } from '../client.ts'

/** A body of an account that is refused; columns beside its name. */
const bodies: [what: string, columns: object, code: string, message: RegExp][] = [
  ['an unknown column', { nosuchcolumn: 1 }, '0x80048d19', /Invalid property 'nosuchcolumn'/],
  ['a text for an amount', { creditlimit: '5' }, '0x80048d19', /Edm\.Decimal/],
  ['a text that is too long', { telephone1: 'x'.repeat(51) }, '0x80044331', /length of the 'telephone1' attribute.*'50'/],
  ['an amount out of its range', { creditlimit: -5 }, '0x80044330', /creditlimit/],
  ['a number out of its range', { numberofemployees: -5 }, '0x8004432f', /numberofemployees/],
  ['a choice there is not', { paymenttermscode: 4711 }, '0x8004431a', /paymenttermscode/],
  ['a state and a status that do not go together', { statecode: 0, statuscode: 2 }, '0x80048408', /2/],
]

/** A path and how it is refused. */
const paths: [path: string, status: number, code: string, message: RegExp][] = [
  ['accounts?$select=nosuchcolumn', 400, '0x80060888', /Could not find a property named 'nosuchcolumn'/],
  ['accounts?$filter=nosuchcolumn eq 1', 400, '0x80060888', /Could not find a property named 'nosuchcolumn'/],
  ['accounts?$filter=name eq 5', 400, '0x80060888', /incompatible types/],
  ['accounts?$filter=name eq Contoso', 400, '0x80060888', /Could not find a property named 'Contoso'/],
  ["accounts?$filter=createdon gt datetime'2026-01-01'", 400, '0x80060888', /Unrecognized 'Edm\.String' literal 'datetime'/],
]

export const errorCases: readonly ContractCase[] = [
  ...bodies.map(([what, columns, code, message]) => ({
    name: `${what} is refused with ${code}`,
    async run({ ask, mark }: Parameters<ContractCase['run']>[0]) {
      const refused = await ask('POST', 'accounts', { name: `${mark} A`, ...columns })
      assert.deepEqual(errorIn(refused), [400, code])
      assert.match(messageIn(refused), message)
    },
  })),
  ...paths.map(([path, status, code, message]) => ({
    name: `${path} is refused with ${code}`,
    async run({ ask }: Parameters<ContractCase['run']>[0]) {
      const refused = await ask('GET', path)
      assert.deepEqual(errorIn(refused), [status, code])
      assert.match(messageIn(refused), message)
    },
  })),
  {
    name: 'an address that leads nowhere is not found: a table there is not, and a name behind a row that is none of its table',
    async run({ ask, mark }) {
      const { body } = await ask('POST', 'accounts?$select=accountid', { name: `${mark} A` }, { prefer: 'return=representation' })
      for (const [path, segment] of [
        ['Accounts', 'Accounts'],
        ['nosuchtables?$select=name', 'nosuchtables'],
        [`accounts(${body.accountid})/nosuch`, 'nosuch'],
      ] as const) {
        const answer = await ask('GET', path)
        const [status, code] = errorIn(answer)
        assert.equal(status, 404)
        assert.ok(noSegment.includes(code), code)
        assert.ok(messageIn(answer).startsWith(`Resource not found for the segment '${segment}'`), messageIn(answer))
      }
    },
  },
  {
    name: 'nothing is written for a solution there is not',
    async run({ ask, mark }) {
      const header = { 'MSCRM.SolutionUniqueName': `${mark}_nosuch` }
      const refused = await ask('POST', 'accounts', { name: `${mark} A` }, header)
      assert.deepEqual(errorIn(refused), [404, '0x80040217'])
      assert.equal(messageIn(refused), `The given solution unique name (${mark}_nosuch) is not valid`)
      const known = { 'MSCRM.SolutionUniqueName': 'Default' }
      assert.equal((await ask('POST', 'accounts', { name: `${mark} B` }, known)).status, 204)
    },
  },
  {
    name: 'a function is not called by POST',
    async run({ ask }) {
      const refused = await ask('POST', 'WhoAmI', {})
      assert.deepEqual(errorIn(refused), [404, ''])
      assert.match(messageIn(refused), /^No HTTP resource was found that matches the request URI/)
    },
  },
  {
    name: 'a table is not changed or deleted as a whole',
    async run({ ask }) {
      for (const method of ['PATCH', 'DELETE']) assert.deepEqual(errorIn(await ask(method, 'accounts', {})), [405, ''])
    },
  },
  {
    name: 'an amount stands in quotes only when the body is said to be so',
    async run({ ask, mark }) {
      const type = { 'content-type': 'application/json; IEEE754Compatible=true' }
      const bare = await ask('POST', 'accounts', { name: `${mark} A`, creditlimit: 5.5 }, type)
      assert.deepEqual(errorIn(bare), [400, '0x80048d19'])
      const quoted = await ask('POST', 'accounts', { name: `${mark} A`, creditlimit: '5.5' }, type)
      assert.equal(quoted.status, 204, quoted.text)
    },
  },
]
