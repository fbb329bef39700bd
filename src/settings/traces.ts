import { readFileSync } from 'node:fs'
import { fromEnvironment, setting } from './environment.ts'
import { oneOf } from './read-text.ts'
import { SettingsError } from './settings-error.ts'

/** Where OpenTelemetry is told the life of messages, by OTLP over HTTP. */
export interface TraceTarget {
  /** Whole, e.g. `http://collector:4318/v1/traces`. */
  readonly url: string
  readonly format: 'http/protobuf' | 'http/json'
  readonly headers: Readonly<Record<string, string>>
  /** PEM: whom to trust besides the public authorities, and what Landbridge shows of itself. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string }
  /** The share of messages it is told of, 0 to 1. */
  readonly share: number
  /** What this program is called there. */
  readonly service: string
  /** What else it is told of this program. */
  readonly attributes: Readonly<Record<string, string>>
}

/**
 * What the variables say that other programs read for this as well; nothing where no endpoint is named (OpenTelemetry, "OpenTelemetry
 * Environment Variable Specification" and "OpenTelemetry Protocol Exporter"). The compression the exporter reads by itself.
 * @throws {SettingsError}
 */
export function traceTarget(): TraceTarget | undefined {
  const url = endpoint()
  if (url === undefined || fromEnvironment('OTEL_SDK_DISABLED') === 'true' || fromEnvironment('OTEL_TRACES_EXPORTER') === 'none')
    return undefined
  const { 'service.name': named, ...attributes } = pairs('OTEL_RESOURCE_ATTRIBUTES')
  return {
    url,
    format: setting(nameOf('PROTOCOL'), oneOf('http/protobuf', 'http/json'), 'http/protobuf'),
    headers: { ...pairs('OTEL_EXPORTER_OTLP_HEADERS'), ...pairs('OTEL_EXPORTER_OTLP_TRACES_HEADERS') },
    tls: { ...pem('ca', 'CERTIFICATE'), ...pem('cert', 'CLIENT_CERTIFICATE'), ...pem('key', 'CLIENT_KEY') },
    share: share(),
    service: fromEnvironment('OTEL_SERVICE_NAME') ?? named ?? 'landbridge',
    attributes,
  }
}

function endpoint(): string | undefined {
  const whole = fromEnvironment('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  const base = fromEnvironment('OTEL_EXPORTER_OTLP_ENDPOINT')
  const [name, url] =
    whole === undefined
      ? ['OTEL_EXPORTER_OTLP_ENDPOINT', base && `${base.replace(/\/$/, '')}/v1/traces`]
      : ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', whole]
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new SettingsError(`${name} must look like http://collector:4318`)
  return url
}

/** The variable for traces counts before that for everything. */
function nameOf(what: string): string {
  const own = `OTEL_EXPORTER_OTLP_TRACES_${what}`
  return fromEnvironment(own) === undefined ? `OTEL_EXPORTER_OTLP_${what}` : own
}

/** What the file holds that such a variable names. */
function pem(member: 'ca' | 'cert' | 'key', what: string): TraceTarget['tls'] {
  const name = nameOf(what)
  const file = fromEnvironment(name)
  if (file === undefined) return {}
  try {
    return { [member]: readFileSync(file, 'utf8') }
  } catch (error) {
    throw new SettingsError(`${name} names '${file}', which cannot be read: ${(error as Error).message}`)
  }
}

/** Messages have no parents elsewhere, so that `parentbased_` says nothing more. */
function share(): number {
  const samplers = ['always_on', 'always_off', 'traceidratio'].flatMap((name) => [name, `parentbased_${name}`])
  const sampler = setting('OTEL_TRACES_SAMPLER', oneOf(...samplers), 'always_on')
  if (sampler.endsWith('always_off')) return 0
  if (sampler.endsWith('always_on')) return 1
  return setting('OTEL_TRACES_SAMPLER_ARG', readShare, '1')
}

/** @throws {Error} what it must be */
function readShare(text: string): number {
  const share = text.trim() === '' ? Number.NaN : Number(text)
  if (share >= 0 && share <= 1) return share
  throw new Error('must be a number, 0 to 1')
}

/** `key=value,…`, with what is special written as in addresses (W3C Baggage, "Header Content"). What is wrong is not told: it may be secret. */
function pairs(name: string): Record<string, string> {
  const wrong = () => new SettingsError(`${name} must look like key=value,key=value, with commas and the like written as %2C`)
  const items = (fromEnvironment(name) ?? '').split(',').filter((item) => item.trim() !== '')
  return Object.fromEntries(
    items.map((item) => {
      const [, key, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(item) ?? []
      try {
        if (key === undefined || value === undefined) throw wrong()
        return [key, decodeURIComponent(value)]
      } catch {
        throw wrong()
      }
    }),
  )
}
