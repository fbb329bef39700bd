import { request } from 'undici'
import type { Landscape } from './landscape.ts'

type Dynamics = Pick<Landscape, 'dynamics' | 'toDynamics'>

/** An access token of the sandbox Dynamics 365, for the application user everybody uses. */
export async function accessToken({ dynamics, toDynamics }: Dynamics): Promise<string> {
  const grant = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'landbridge',
    client_secret: 'landbridge-secret',
    scope: `${dynamics}/.default`,
  })
  const { body } = await request(`${dynamics}/sandbox/oauth2/v2.0/token`, {
    dispatcher: toDynamics,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: grant.toString(),
  })
  return ((await body.json()) as { access_token: string }).access_token
}

/** Every row a query of the Web API gives, page by page. */
export async function readRows<Row>(landscape: Dynamics, query: string): Promise<Row[]> {
  const { dynamics, toDynamics: dispatcher } = landscape
  const headers = { authorization: `Bearer ${await accessToken(landscape)}`, prefer: 'odata.maxpagesize=5000' }
  const rows: Row[] = []
  for (let url: string | undefined = `${dynamics}/api/data/v9.2/${query}`; url !== undefined; ) {
    const { body } = await request(url, { dispatcher, headers })
    const page = (await body.json()) as { value: Row[]; '@odata.nextLink'?: string }
    rows.push(...page.value)
    url = page['@odata.nextLink']
  }
  return rows
}
