import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { traceTarget } from './traces.ts'

const before = { ...process.env }
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('OTEL_')) delete process.env[name]
})
afterEach(() => {
  process.env = { ...before }
})

const wrong = (message: RegExp) => assert.throws(traceTarget, { name: 'SettingsError', message })

test('traces go nowhere unless an endpoint is named, nor when they are switched off', () => {
  assert.equal(traceTarget(), undefined)
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318'
  assert.equal(traceTarget()?.url, 'http://collector:4318/v1/traces')
  process.env.OTEL_TRACES_EXPORTER = 'none'
  assert.equal(traceTarget(), undefined)
  delete process.env.OTEL_TRACES_EXPORTER
  process.env.OTEL_SDK_DISABLED = 'true'
  assert.equal(traceTarget(), undefined)
})

test('all messages are told of as landbridge by protobuf where nothing else is said', () => {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318/'
  assert.deepEqual(traceTarget(), {
    url: 'http://collector:4318/v1/traces',
    format: 'http/protobuf',
    headers: {},
    tls: {},
    share: 1,
    service: 'landbridge',
    attributes: {},
  })
})

test('the variables of OpenTelemetry say the rest, those for traces before those for everything', () => {
  Object.assign(process.env, {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://otlp.contoso.com/in?for=traces',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Api-Token%20a=b%2Cc, x-tenant = one',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-tenant=two',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
    OTEL_RESOURCE_ATTRIBUTES: 'service.name=lb,deployment.environment.name=test',
  })
  assert.deepEqual(traceTarget(), {
    url: 'https://otlp.contoso.com/in?for=traces',
    format: 'http/json',
    headers: { Authorization: 'Api-Token a=b,c', 'x-tenant': 'two' },
    tls: {},
    share: 0.25,
    service: 'lb',
    attributes: { 'deployment.environment.name': 'test' },
  })
  process.env.OTEL_SERVICE_NAME = 'landbridge-test'
  process.env.OTEL_TRACES_SAMPLER = 'always_off'
  assert.equal(traceTarget()?.service, 'landbridge-test')
  assert.equal(traceTarget()?.share, 0)
})

test('headers may come from a file, as they are secret', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-traces-'))
  t.after(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'headers'), 'api-key=geheim\n')
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318'
  process.env.OTEL_EXPORTER_OTLP_HEADERS_FILE = join(folder, 'headers')
  assert.deepEqual(traceTarget()?.headers, { 'api-key': 'geheim' })
})

test('certificates are read from the files that are named; one that cannot be is named', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-traces-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const name of ['ca', 'own-ca', 'cert', 'key']) writeFileSync(join(folder, name), name)
  Object.assign(process.env, {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector:4318',
    OTEL_EXPORTER_OTLP_CERTIFICATE: join(folder, 'ca'),
    OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE: join(folder, 'own-ca'),
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: join(folder, 'cert'),
    OTEL_EXPORTER_OTLP_CLIENT_KEY: join(folder, 'key'),
  })
  assert.deepEqual(traceTarget()?.tls, { ca: 'own-ca', cert: 'cert', key: 'key' })
  process.env.OTEL_EXPORTER_OTLP_CLIENT_KEY = join(folder, 'nothing')
  wrong(/^OTEL_EXPORTER_OTLP_CLIENT_KEY names '.*nothing', which cannot be read: ENOENT/)
})

test('what cannot be used is refused by the name of its variable', () => {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = 'collector:4318'
  wrong(/^OTEL_EXPORTER_OTLP_ENDPOINT must look like http:\/\/collector:4318$/)
  process.env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT = 'nothing'
  wrong(/^OTEL_EXPORTER_OTLP_TRACES_ENDPOINT must look like/)
  process.env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT = 'http://collector:4318/v1/traces'
  process.env.OTEL_EXPORTER_OTLP_PROTOCOL = 'grpc'
  wrong(/^OTEL_EXPORTER_OTLP_PROTOCOL is 'grpc': .*'http\/protobuf'.*'http\/json'/)
  delete process.env.OTEL_EXPORTER_OTLP_PROTOCOL
  process.env.OTEL_TRACES_SAMPLER = 'jaeger_remote'
  wrong(/^OTEL_TRACES_SAMPLER is 'jaeger_remote'/)
  process.env.OTEL_TRACES_SAMPLER = 'traceidratio'
  process.env.OTEL_TRACES_SAMPLER_ARG = '25'
  wrong(/^OTEL_TRACES_SAMPLER_ARG is '25'/)
})

test('wrong headers are refused without being told', () => {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318'
  for (const headers of ['geheim', '=geheim', 'api-key=geheim%']) {
    process.env.OTEL_EXPORTER_OTLP_HEADERS = headers
    assert.throws(
      traceTarget,
      ({ message }: Error) => /^OTEL_EXPORTER_OTLP_HEADERS must look like key=value/.test(message) && !/geheim/.test(message),
    )
  }
})
