import { readFileSync } from 'node:fs'
import { Agent, request } from 'undici'

type Dynamics = { readonly url: string; readonly caFile: string }

/** Rows of the sandbox Dynamics 365, read through its Web API as any other program would, all pages. */
export async function dynamicsRows<T>(dynamics: Dynamics, query: string): Promise<T[]> {
  return await connected(dynamics, async (ask) => {
    const rows: T[] = []
    let next: string | undefined = query
    while (next !== undefined) {
      const page = (await ask('GET', next)) as { value: T[]; '@odata.nextLink'?: string }
      rows.push(...page.value)
      next = page['@odata.nextLink']
    }
    return rows
  })
}

/** Changes a row there as a person in the app would. */
export async function changeRow(dynamics: Dynamics, path: string, columns: object): Promise<void> {
  await connected(dynamics, (ask) => ask('PATCH', path, columns))
}

/** Makes one. */
export async function createRow(dynamics: Dynamics, set: string, columns: object): Promise<void> {
  await connected(dynamics, (ask) => ask('POST', set, columns))
}

/** Deletes one. */
export async function deleteRow(dynamics: Dynamics, path: string): Promise<void> {
  await connected(dynamics, (ask) => ask('DELETE', path))
}

type Ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', address: string, body?: object) => Promise<unknown>

async function connected<R>({ url, caFile }: Dynamics, use: (ask: Ask) => Promise<R>): Promise<R> {
  const dispatcher = new Agent({ connect: { ca: readFileSync(caFile, 'utf8') } })
  try {
    const token = await request(`${url}/sandbox/oauth2/v2.0/token`, {
      dispatcher,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'landbridge',
        client_secret: 'landbridge-secret',
        scope: `${url}/.default`,
      }).toString(),
    })
    const { access_token } = (await token.body.json()) as { access_token: string }
    return await use(async (method, address, body) => {
      const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }
      const place = new URL(address, `${url}/api/data/v9.2/`)
      const sent = body === undefined ? {} : { body: JSON.stringify(body) }
      const answer = await request(place, { dispatcher, method, headers, ...sent })
      const text = await answer.body.text()
      if (answer.statusCode >= 300) throw new Error(`${place} answered ${answer.statusCode}: ${text}`)
      return text === '' ? undefined : JSON.parse(text)
    })
  } finally {
    await dispatcher.close()
  }
}
