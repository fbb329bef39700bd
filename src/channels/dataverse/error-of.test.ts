import assert from 'node:assert/strict'
import test from 'node:test'
import { Unavailable } from '../../message/errors.ts'
import { answerOf } from './answer.ts'
import { errorOf } from './error-of.ts'

const subject = { table: 'account', key: { accountnumber: '4711' } }
const payload =
  "Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: "

const cases: [status: number, code: string, text: string, name: string, sentence: RegExp][] = [
  [
    400,
    '0x80048d19',
    `${payload}Invalid property 'lb_x' was found in entity 'Microsoft.Dynamics.CRM.account'.`,
    'Misconfigured',
    /column 'lb_x'.*npx landbridge provision/,
  ],
  [
    400,
    '0x80048d19',
    `${payload}An undeclared property 'ownerId' which only has property annotations in the payload`,
    'Misconfigured',
    /column 'ownerId'/,
  ],
  [
    400,
    '0x80048d19',
    `${payload}Cannot convert a value to target type 'Edm.Decimal'`,
    'Rejected',
    /account accountnumber=4711.*Edm\.Decimal/,
  ],
  [
    400,
    '0x80060888',
    "Could not find a property named 'x' on type 'Microsoft.Dynamics.CRM.account'.",
    'Misconfigured',
    /provision/,
  ],
  [
    400,
    '0x80060888',
    "The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.account'.",
    'Misconfigured',
    /provision/,
  ],
  [400, '0x80060888', 'Unrecognized request path', 'Rejected', /Unrecognized/],
  [400, '0x80060890', 'The specified key attributes are not a defined key for the account entity', 'Misconfigured', /provision/],
  [404, '0x8006088a', "Resource not found for the segment 'Account'.", 'Misconfigured', /segment/],
  [404, '0x80060888', "Resource not found for the segment 'lb_stocks'.", 'Misconfigured', /provision/],
  [
    400,
    '0x80044331',
    "A validation error occurred.  The length of the 'name' attribute of the 'account' entity exceeded the maximum allowed length of '160'.",
    'Rejected',
    /'160'\. Correct the value/,
  ],
  [400, '0x80040265', 'Credit limit needs approval.', 'Rejected', /Credit limit needs approval\. Correct/],
  [404, '0x80040217', 'account With Id = 00000000-0000-0000-0000-000000000000 Does Not Exist', 'Rejected', /Does Not Exist/],
  [405, '0x80040227', 'The record could not be deleted because of an association.', 'Rejected', /association/],
  [
    412,
    '0x80060892',
    'Entity Key Account Number violated. A record with the same value for Account Number already exists.',
    'Rejected',
    /merge or delete/,
  ],
  [412, '0x80040237', 'A record with matching key values already exists.', 'Rejected', /merge or delete/],
  [500, '0x80040333', 'Duplicates were found.', 'Rejected', /merge or delete/],
  [
    412,
    '0x80060882',
    "The version of the existing record doesn't match the RowVersion property provided.",
    'Rejected',
    /RowVersion/,
  ],
  [413, '', 'Request entity too large', 'Rejected', /too large/],
  [401, '', 'Unauthorized', 'Misconfigured', /dataverse\.credential/],
  [
    403,
    '0x80040220',
    'Principal user (Id=1, type=8) is missing prvCreateAccount privilege',
    'Misconfigured',
    /role with the privilege prvCreateAccount/,
  ],
  [
    403,
    '0x80072560',
    'The user is not a member of the organization.',
    'Misconfigured',
    /application user for dataverse\.credential\.clientId/,
  ],
  [429, '0x80072322', 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.', 'Unavailable', /6000/],
  [400, '0x80044151', 'SQL timeout expired.', 'Unavailable', /tried again/],
  [408, '', 'Timeout', 'Unavailable', /tried again/],
  [500, '0x0', 'Internal error', 'Unavailable', /tried again/],
  [502, '', 'Bad gateway', 'Unavailable', /tried again/],
  [503, '', 'Service unavailable', 'Unavailable', /tried again/],
  [504, '', 'Gateway timeout', 'Unavailable', /tried again/],
  [501, '', 'Not implemented', 'Rejected', /Not implemented/],
]

for (const [status, code, text, name, sentence] of cases) {
  test(`${status} ${code || 'without code'} '${text.slice(-60)}' is ${name}`, () => {
    const error = errorOf(answerOf(status, {}, JSON.stringify({ error: { code, message: text } })), subject)
    assert.equal(error.name, name)
    assert.match(error.message, sentence)
    assert.equal(error.code, code === '' || code === '0x0' ? `HTTP ${status}` : code)
    assert.ok(error.message.includes(text.trim().replace(/\.$/, '')), 'keeps the text of Microsoft')
  })
}

test('an answer that is no Dataverse answer at all says to look at the address', () => {
  for (const status of [200, 302, 404, 405, 407, 451]) {
    const error = errorOf(answerOf(status, {}, '<html><h1>Not here</h1></html>'), subject)
    assert.equal(error.name, 'Misconfigured')
    assert.match(error.message, /Not here.*dataverse\.url/)
  }
})

test('a page that says one request is too large costs that document only', () => {
  for (const status of [400, 413, 414, 431]) {
    assert.equal(errorOf(answerOf(status, {}, '<html><h1>Too large</h1></html>'), subject).name, 'Rejected')
  }
})

test('who serves nobody, and a page in place of an answer, are of the way; an error of Dataverse may be of the document', () => {
  const of = (status: number, payload: string) => errorOf(answerOf(status, {}, payload), subject)
  const said = JSON.stringify({ error: { code: '0x80040216', message: 'An unexpected error occurred' } })
  for (const [status, payload, expected] of [
    [500, said, false],
    [500, '<html>Oops</html>', true],
    [502, '', true],
    [503, said, true],
    [429, said, false],
  ] as const) {
    const error = of(status, payload)
    assert.ok(error instanceof Unavailable)
    assert.equal(error.isOfTheWay, expected, `${status} ${payload}`)
  }
})

test('Retry-After is kept in milliseconds', () => {
  for (const status of [429, 503]) {
    const error = errorOf(answerOf(status, { 'retry-after': '12' }, ''), subject)
    assert.ok(error instanceof Unavailable)
    assert.equal(error.retryAfter, 12_000)
  }
})

test('an error tells what the service called the request, of a part of a batch what it called that', () => {
  const body = JSON.stringify({ error: { code: '0x80040265', message: 'No.' } })
  const requestIds = [{ 'x-ms-service-request-id': 'a,b', req_id: 'c' }, { req_id: 'c' }, {}].map(
    (headers) => errorOf(answerOf(400, headers, body), subject).requestId,
  )
  assert.deepEqual(requestIds, ['a,b', 'c', undefined])
})
