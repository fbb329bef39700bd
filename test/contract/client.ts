import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { ClientSecretCredential } from '@azure/identity'
import { DynamicsWebApi } from 'dynamics-web-api'
import type { ContractEnvironment } from './environment.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly bytes: Buffer
  /** The body as JSON; empty when it is none. */
  readonly body: Record<string, unknown>
}

/** What a case talks to an environment with. */
export interface ContractClient {
  readonly environment: ContractEnvironment
  /** What the names and numbers of all rows begin with that a case makes: by it they are found and deleted. 9 characters. */
  readonly mark: string
  /** A plain request below /api/data/v9.2/. */
  ask(method: string, path: string, body?: object | string | Buffer, headers?: Record<string, string>): Promise<Answer>
  readonly library: DynamicsWebApi
  token(): Promise<string>
}

export function contractClient(environment: ContractEnvironment): ContractClient {
  const { url, tenantId, clientId, clientSecret, authorityHost, isPrivateAuthority } = environment
  const options = { authorityHost, disableInstanceDiscovery: isPrivateAuthority }
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, options)
  const token = async () => (await credential.getToken(`${url}/.default`)).token
  return {
    environment,
    mark: `c${randomBytes(4).toString('hex')}`,
    token,
    library: new DynamicsWebApi({ serverUrl: url, onTokenRefresh: token }),
    ask: async (method, path, body, headers) => ask({ url, token: await token() }, method, path, body, headers),
  }
}

/** A real environment may throttle: then it is asked again when it said so. */
async function ask(
  { url, token }: { url: string; token: string },
  method: string,
  path: string,
  body?: object | string | Buffer,
  headers: Record<string, string> = {},
): Promise<Answer> {
  for (;;) {
    const response = await fetch(`${url}/api/data/v9.2/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'odata-version': '4.0',
        'odata-maxversion': '4.0',
        'if-none-match': 'null',
        ...(isJson(body) ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isJson(body) ? JSON.stringify(body) : body }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const text = bytes.toString()
    if (response.status === 429) {
      await sleep(Number(response.headers.get('retry-after') ?? 1) * 1000)
      continue
    }
    const isShown = /json/.test(response.headers.get('content-type') ?? '') && text !== ''
    return { status: response.status, headers: response.headers, text, bytes, body: isShown ? JSON.parse(text) : {} }
  }
}

function isJson(body: object | string | Buffer | undefined): body is object {
  return typeof body === 'object' && !Buffer.isBuffer(body)
}

/** Status and code of an error; codes are compared in small letters. */
export function errorIn({ status, body }: Pick<Answer, 'status' | 'body'>): [status: number, code: string] {
  const { code = '' } = (body.error ?? {}) as { code?: string }
  return [status, code.toLowerCase()]
}

export function messageIn({ body }: Answer): string {
  return String((body.error as { message?: string } | undefined)?.message)
}

export function valueIn({ body }: Answer): Record<string, unknown>[] {
  return (body.value ?? []) as Record<string, unknown>[]
}

/** Codes of an address that leads nowhere: as recorded, and as Microsoft's documentation has it. */
export const noSegment: readonly string[] = ['0x80060888', '0x8006088a']
