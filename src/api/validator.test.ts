import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listeningApi } from '../../test/support/api-server.ts'
import { asAdmin } from '../../test/support/credentials.ts'

const url = await listeningApi()

const user = { name: 'erika', password: 'correct horse battery', roles: ['viewer'] }

const oneCondition = 'filter: must say which messages: at least one condition, and none that is empty'
const conditions = 'interface, status, objectKey, idoc, messageId, from, to, text, reason, lacks'

const invoice = { invoice: '90000123' }

const refusals: [what: string, method: string, path: string, body: unknown, detail: string][] = [
  ['no body', 'POST', '/messages/1/cancel', undefined, 'the body: must be an object, but is missing'],
  ['a body of another kind', 'POST', '/messages/1/cancel', ['because'], 'the body: must be an object, not a list'],
  ['a missing member', 'POST', '/messages/1/cancel', {}, 'reason: must be a text, but is missing'],
  ['a member of another kind', 'POST', '/messages/1/cancel', { reason: 7 }, 'reason: must be a text, not a number'],
  ['a member that is null', 'POST', '/messages/1/cancel', { reason: null }, 'reason: must be a text, not null'],
  ['an empty text', 'POST', '/messages/1/cancel', { reason: ' ' }, 'reason: must not be empty'],
  ['an empty name in the path', 'POST', '/channels//pause', { reason: 'x' }, 'name: must not be empty'],
  ['a path without its end', 'GET', '/objects/material/', undefined, 'the end of the path: must not be empty'],
  ['a text that is too long', 'PUT', '/views/mine', { query: 'x'.repeat(2001) }, 'query: must have at most 2000 characters'],
  [
    'a text of another form',
    'POST',
    '/users',
    { ...user, name: 'a:b' },
    'name: must be letters, digits and . _ @ + -, at most 100',
  ],
  ['an empty list', 'POST', '/users', { ...user, roles: [] }, 'roles: must name at least one role'],
  ['no list', 'POST', '/users', { ...user, roles: 'viewer' }, 'roles: must be a list, not a text'],
  [
    'an entry of a list that is none of several',
    'POST',
    '/users',
    { ...user, roles: ['viewer', 'king'] },
    "roles.1: must be one of 'viewer', 'operator', 'administrator', 'personal-data', 'crm'",
  ],
  [
    'a member that is not known',
    'POST',
    '/users',
    { ...user, reasn: 'new' },
    "the body: has no 'reasn', only name, password, roles, reason",
  ],
  [
    'several members that are not known',
    'POST',
    '/users',
    { ...user, one: 1, two: 2 },
    "the body: has no 'one' and no 'two', only name, password, roles, reason",
  ],
  ['no yes or no', 'PATCH', '/users/erika', { isDisabled: 'yes' }, 'isDisabled: must be true or false, not a text'],
  ['nothing to change', 'PATCH', '/users/erika', {}, 'the body: must say what to change: password, roles or isDisabled'],
  ['no whole number', 'POST', '/tokens', { ...user, days: 1.5, password: undefined }, 'days: must be a whole number'],
  [
    'a text for a whole number',
    'POST',
    '/tokens',
    { name: 'erp', roles: ['crm'], days: '9' },
    'days: must be a number, not a text',
  ],
  ['a number that is too small', 'GET', '/messages?limit=0', undefined, 'limit: must be at least 1'],
  ['a number that is too large', 'GET', '/messages?limit=501', undefined, 'limit: must be at most 500'],
  ['a parameter that is no number', 'GET', '/messages?limit=all', undefined, 'limit: must be a number'],
  ['a parameter that is no whole number', 'GET', '/messages?limit=1.5', undefined, 'limit: must be a whole number'],
  ['a parameter given twice', 'GET', '/messages?idoc=1&idoc=2', undefined, 'idoc: must be a text, not a list'],
  ['none of several', 'GET', '/messages?order=best', undefined, "order: must be one of 'newest', 'oldest'"],
  ['not the one text', 'GET', '/messages/1/payload?part=all', undefined, "part: must be 'main'"],
  [
    'no time',
    'GET',
    '/messages?from=yesterday',
    undefined,
    'from: must be an ISO time such as 2027-01-31T12:00:00Z, or a date such as 2027-01-31',
  ],
  [
    'no such condition',
    'GET',
    '/messages?lacks=KAR',
    undefined,
    'lacks: must be a value mapping and the code it lacks, such as unit-of-measure:KAR',
  ],
  ['a page that is none', 'GET', '/audit?cursor=x', undefined, 'cursor: must be `next` of the page before'],
  ['no GUID', 'DELETE', '/tokens/7', undefined, 'id: must be a GUID such as 6f9619ff-8b86-d011-b42d-00c04fc964ff'],
  [
    'a member of a member',
    'POST',
    '/messages/restart',
    { filter: { status: 'lost' } },
    "filter.status: must be one of 'held', 'parked', 'waiting', 'delivering', 'delivered', 'unchanged', 'superseded', 'cancelled'",
  ],
  ['no condition', 'POST', '/messages/restart', { filter: {} }, oneCondition],
  ['a condition that is empty', 'POST', '/messages/restart', { filter: { interface: 'material', idoc: '' } }, oneCondition],
  [
    'a condition that is not known, which must not find all of them',
    'POST',
    '/messages/cancel',
    { filter: { interface: 'material', stauts: 'held' }, reason: 'x' },
    `filter: has no 'stauts', only ${conditions}`,
  ],
  [
    'a condition that is not known in the address',
    'GET',
    '/messages?stauts=held',
    undefined,
    `the query: has no 'stauts', only ${conditions}, order, limit, deliveries, cursor`,
  ],
  [
    'a condition that is not known, of an export',
    'GET',
    '/messages/export?stauts=held',
    undefined,
    `the query: has no 'stauts', only ${conditions}, format`,
  ],
  [
    'a parameter that is not known, of what takes others',
    'GET',
    '/differences?interface=material&limti=5',
    undefined,
    "the query: has no 'limti', only objectKey, interface, after, limit",
  ],
  [
    'a parameter of what takes none',
    'GET',
    '/channels?name=x&paused=1',
    undefined,
    "the query: must be empty, without 'name' and 'paused'",
  ],
  ['a reason that is misspelt', 'POST', '/messages/1/restart', { reasn: 'x' }, "the body: has no 'reasn', only reason"],
  ['a page of messages that is none', 'GET', '/messages?cursor=xyz', undefined, 'cursor: must be `next` of the page before'],
  ['NUL in the query', 'GET', '/messages?text=a%00', undefined, 'text: must not hold the character NUL'],
  ['NUL in the path', 'GET', '/messages/a%00', undefined, 'id: must not hold the character NUL'],
  ['NUL in a key', 'GET', '/objects/material/a%00', undefined, 'the end of the path: must not hold the character NUL'],
  ['NUL in the body', 'POST', '/messages/1/cancel', { reason: 'a\0' }, 'reason: must not hold the character NUL'],
  [
    'NUL in a list of the body',
    'POST',
    '/users',
    { ...user, roles: ['viewer', '\0'] },
    'roles.1: must not hold the character NUL',
  ],
  ['NUL for Dynamics 365', 'POST', '/crm/v1/invoices', { invoice: '90000\0' }, 'invoice: must not hold the character NUL'],
  [
    'half a character',
    'PUT',
    '/views/mine',
    { query: 'a\ud800' },
    'query: must not hold half a character (a surrogate without its other half)',
  ],
  [
    'no decimal number',
    'POST',
    '/crm/v1/invoices',
    { ...invoice, total: '1,5' },
    'total: must be a decimal number as text, e.g. "12.50"',
  ],
  [
    'a number for a decimal number',
    'POST',
    '/crm/v1/invoices',
    { ...invoice, total: 1.5 },
    'total: must be a text, not a number',
  ],
  ['no date', 'POST', '/crm/v1/invoices', { ...invoice, dueDate: '31.01.2027' }, 'dueDate: must be a date such as 2027-01-31'],
  ['a truth for a date', 'POST', '/crm/v1/invoices', { ...invoice, dueDate: true }, 'dueDate: must be a text, not true or false'],
  ['no e-mail address', 'POST', '/crm/v1/users/check', { email: 'erika' }, 'email: must be an e-mail address'],
  [
    'more than one of several members',
    'POST',
    '/crm/v1/users/check',
    { email: 'erika@contoso.com', employeeNumber: '7' },
    'the body: must name the user by exactly one of email, domainName, entraObjectId, employeeNumber',
  ],
  [
    'several members at once',
    'POST',
    '/session',
    { name: '' },
    'name: must not be empty; password: must be a text, but is missing',
  ],
]

for (const [what, method, path, body, detail] of refusals) {
  test(`a request with ${what} is refused by a sentence: ${detail.slice(0, 80)}`, async () => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: { ...asAdmin, ...json },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const problem = (await answer.json()) as { title: string; detail: string }
    assert.deepEqual(
      [answer.status, problem.title, problem.detail],
      [400, 'The request is not as it should be', `${detail}. See /api/docs.`],
    )
  })
}
