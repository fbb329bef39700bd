import { beforeEach, type TestContext } from 'node:test'
import type { Configuration } from 'oidc-provider'
import type { ProviderSettings } from '../../src/access/oidc/provider-settings.ts'
import type { Sql } from '../../src/store/connect.ts'
import { freePort } from '../../src/store/embedded/free-port.ts'
import { apiServer } from './api-server.ts'
import { ownDatabase } from './database.ts'
import { identityProvider } from './identity-provider.ts'
import { Visitor } from './visitor.ts'

/** The API, over a database of this test file where nobody is signed in before each test, for people whom a provider knows. */
export async function providerApi() {
  const { sql, url: databaseUrl } = await ownDatabase()
  beforeEach(() => sql`truncate session, account_user, audit`)

  /** Opens it with a provider and a browser of its own. */
  const open = async (
    t: TestContext,
    given: {
      sql?: Sql
      provider?: Partial<Configuration>
      settings?: Partial<ProviderSettings> | ((issuer: string) => Partial<ProviderSettings>)
    } = {},
  ) => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const { settings: usual, asked, close, server } = await identityProvider(t, url, given.provider)
    const changes = typeof given.settings === 'function' ? given.settings(usual.issuer) : given.settings
    const settings = { ...usual, ...changes }
    const lines: string[] = []
    const { server: ours } = await apiServer(
      given.sql ?? sql,
      { signIn: settings, publicUrl: url },
      { write: (line) => lines.push(line) },
    )
    t.after(() => ours.close())
    await ours.listen({ port, host: '127.0.0.1' })
    const visitor = new Visitor()
    const ask = (method: string, path: string) =>
      fetch(url + path, { method, headers: { cookie: visitor.cookiesFor(new URL(path, url)), 'sec-fetch-site': 'same-origin' } })
    /** Begins, with changes to what the provider is asked, and comes to its page. */
    const begin = async (to: string, change: Record<string, string> = {}) => {
      const { url: there } = await visitor.open(`${url}/api/sign-in?to=${encodeURIComponent(to)}`, { stopAt: settings.issuer })
      return (await visitor.open(changed(there.href, change))).url.href
    }
    return {
      ...{ url, settings, asked, close, visitor, ask, lines, server },
      session: async () => JSON.parse((await visitor.open(`${url}/api/session`)).text),
      async signInAs(account: string, to = '/') {
        return visitor.open(await begin(to), { form: { account } })
      },
      /** The address the provider sends the browser back to, which has not gone there yet. */
      async atProvider(account: string, change: Record<string, string> = {}) {
        const form = { account }
        return (await visitor.open(await begin('/', change), { form, stopAt: url })).url.href
      },
      async cancel() {
        return visitor.open(await begin('/'), { form: {} })
      },
    }
  }

  /** What the audit log says, the oldest first. */
  const log = async () => {
    const rows = await sql`select who, action, detail from audit order by id`
    return rows.map(({ who, action, detail }) => [who, action, detail])
  }
  return { sql, databaseUrl, open, log }
}

/** What the session says after the browser was at this address. */
export async function refusedWith(
  session: () => Promise<{ user: unknown; refusal: { kind: string } }>,
  visitor: Visitor,
  address: string,
) {
  await visitor.open(address)
  return session()
}

/** The address with other parameters. */
export function changed(address: string, change: Record<string, string>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value)
  return url.href
}
