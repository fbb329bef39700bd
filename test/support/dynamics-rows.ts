import { readFileSync } from 'node:fs'
import { Agent, request } from 'undici'

/** Rows of the sandbox Dynamics 365, read through its Web API as any other program would, all pages. */
export async function dynamicsRows<T>(dynamics: { url: string; caFile: string }, query: string): Promise<T[]> {
  const dispatcher = new Agent({ connect: { ca: readFileSync(dynamics.caFile, 'utf8') } })
  try {
    const token = await request(`${dynamics.url}/sandbox/oauth2/v2.0/token`, {
      dispatcher,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'landbridge',
        client_secret: 'landbridge-secret',
        scope: `${dynamics.url}/.default`,
      }).toString(),
    })
    const { access_token } = (await token.body.json()) as { access_token: string }
    const rows: T[] = []
    let next: string | undefined = `${dynamics.url}/api/data/v9.2/${query}`
    while (next !== undefined) {
      const answer = await request(next, { dispatcher, headers: { authorization: `Bearer ${access_token}` } })
      if (answer.statusCode !== 200) throw new Error(`${next} answered ${answer.statusCode}: ${await answer.body.text()}`)
      const page = (await answer.body.json()) as { value: T[]; '@odata.nextLink'?: string }
      rows.push(...page.value)
      next = page['@odata.nextLink']
    }
    return rows
  } finally {
    await dispatcher.close()
  }
}
