import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { inEnvironment } from './in-environment.ts'

const file = 'landbridge.config.ts'
const secretCredential = { kind: 'secret', tenantId: 't', clientId: 'c', clientSecret: { secret: 'S' } }
const config = {
  senders: ['common'],
  dataverse: { url: 'https://dev', match: 'key', credential: secretCredential },
  environments: {
    dev: {},
    test: { senders: ['own'], dataverse: { url: 'https://test', credential: { clientSecret: { secret: 'TEST_S' } } } },
    prod: { dataverse: { credential: { kind: 'managed-identity' } } },
  },
}

test('an environment says only what differs: objects are merged, lists are replaced', (t) => {
  use(t, 'test')
  assert.deepEqual(inEnvironment(config, file), {
    name: 'test',
    config: {
      senders: ['own'],
      dataverse: {
        url: 'https://test',
        match: 'key',
        credential: { ...secretCredential, clientSecret: { secret: 'TEST_S' } },
      },
    },
  })
})

test('a credential of another kind takes the place of the common one', (t) => {
  use(t, 'prod')
  const { config: read } = inEnvironment(config, file) as { config: typeof config }
  assert.deepEqual(read.dataverse, { url: 'https://dev', match: 'key', credential: { kind: 'managed-identity' } })
})

test('a config without environments is as it is', () => {
  assert.deepEqual(inEnvironment({ senders: [] }, file), { name: undefined, config: { senders: [] } })
})

const mistakes: [what: string, name: string | undefined, config: unknown, sentence: string][] = [
  ['no environment is named', undefined, config, `LANDBRIDGE_ENVIRONMENT is not set; ${file} has dev, test, prod`],
  ['it is not there', 'live', config, `LANDBRIDGE_ENVIRONMENT is 'live', which ${file} does not have; it has dev, test, prod`],
  ['there are none', 'dev', { senders: [] }, `LANDBRIDGE_ENVIRONMENT is 'dev', but ${file} has no environments`],
  ['they are a list', 'dev', { environments: [] }, `environments in ${file}: must be an object, with settings by name`],
  [
    'it is a name every object has',
    'toString',
    config,
    `LANDBRIDGE_ENVIRONMENT is 'toString', which ${file} does not have; it has dev, test, prod`,
  ],
]
for (const [what, name, given, sentence] of mistakes) {
  test(`when ${what}, one sentence says so`, (t) => {
    use(t, name)
    assert.throws(() => inEnvironment(given, file), { name: 'SettingsError', message: sentence })
  })
}

function use(t: TestContext, name: string | undefined): void {
  if (name !== undefined) process.env.LANDBRIDGE_ENVIRONMENT = name
  t.after(() => {
    delete process.env.LANDBRIDGE_ENVIRONMENT
  })
}
