import { batchType } from './batches.ts'

/** Where a Dynamics 365 of ours is. */
export interface Address {
  readonly url: string
}

/** An access token for one of its apps. */
export async function signIn({ url }: Address, app = { clientId: 'landbridge', secret: 'landbridge-secret' }): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.secret,
    scope: `${url}/.default`,
  })
  const answer = await fetch(`${url}/sandbox/oauth2/v2.0/token`, { method: 'POST', body })
  return ((await answer.json()) as { access_token: string }).access_token
}

export function get({ url }: Address, path: string, token?: string): Promise<Response> {
  return fetch(`${url}/api/data/v9.2/${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })
}

export function post({ url }: Address, path: string, body: object, token: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return fetch(`${url}/api/data/v9.2/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** Posts a $batch whose parts are separated by `batch_1`. */
export function postBatch({ url }: Address, body: string, token: string, more: Record<string, string> = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, ...batchType, ...more }
  return fetch(`${url}/api/data/v9.2/$batch`, { method: 'POST', headers, body })
}

export async function accountNames(at: Address, token: string): Promise<string[]> {
  const { value } = (await (await get(at, 'accounts?$select=name', token)).json()) as { value: { name: string }[] }
  return value.map(({ name }) => name)
}

/** What the control of the sandbox tells of the requests it had. */
export interface Requests {
  total: number
  counts: object[]
  items: { path: string; status: number; fault?: string; server?: number }[]
}
