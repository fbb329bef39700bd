import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { readProject } from './read-project.ts'

const folder = temporaryFolder({ after })

const dataverse = { url: 'https://contoso.crm4.dynamics.com', credential: { kind: 'managed-identity' } }
const password = { secret: 'PASSWORD' }
const config = {
  senders: [{ system: 'S4HCLNT100', user: 'S4HCLNT100', password }],
  users: [{ name: 'admin', password }],
  dataverse,
}

const mail = { host: 'smtp.contoso.example', from: 'landbridge@contoso.example' }
const group = { name: 'finance', to: ['ar@contoso.example'] }

const wrong: [what: string, config: unknown, setting: string, problem: string][] = [
  ['the file exports a list', [], 'the default export', 'must be an object, not a list'],
  ['nobody may send', { ...config, senders: [] }, 'senders', 'must not be empty'],
  [
    'a sender has no user',
    { ...config, senders: [{ system: 'S', password }] },
    'senders.0.user',
    'must be a text, but is missing',
  ],
  [
    'a sender has neither password nor certificates',
    { ...config, senders: [{ system: 'S', user: 'S' }] },
    'senders.0.password',
    "must be secret('NAME_OF_VARIABLE'), or certificates must name files with client certificates",
  ],
  [
    'the address of traces has no place for the id',
    { ...config, traceUrl: 'https://jaeger.contoso.com/trace/' },
    'traceUrl',
    'must have {traceId} in it, such as https://jaeger.contoso.com/trace/{traceId}',
  ],
  [
    'the address of traces is none',
    { ...config, traceUrl: 'jaeger/{traceId}' },
    'traceUrl',
    'must be an address with {traceId} in it, such as https://jaeger.contoso.com/trace/{traceId}',
  ],
  [
    'a proxy is no address',
    { ...config, trustProxy: ['10.0.0.0/8', 'proxy.contoso.com'] },
    'trustProxy.1',
    'must be an address or a network, such as 10.1.2.3 or 10.1.0.0/16',
  ],
  [
    'no proxy is trusted that passes on certificates',
    { ...config, clientCertificateHeader: 'X-Client-Certificate' },
    'trustProxy',
    'must be true, or the addresses of the proxies, as clientCertificateHeader counts only from them',
  ],
  [
    'anybody could come past the proxy and write its header',
    {
      ...config,
      trustProxy: true,
      clientCertificateHeader: 'X-Client-Certificate',
      tls: { port: 8443, certificatePath: 'landbridge.pem' },
    },
    'trustProxy',
    'must be the addresses of the proxies: else who comes to tls.port could write clientCertificateHeader himself',
  ],
  [
    'a setting has another name',
    { ...config, answers: [], users: [{ ...config.users[0], role: 'viewer' }] },
    'users.0',
    "has no 'role', only name, password, roles",
  ],
  [
    'a credential is of no known kind',
    { ...config, dataverse: { ...dataverse, credential: { kind: 'password' } } },
    'dataverse.credential.kind',
    "must be one of 'secret', 'certificate', 'managed-identity', 'workload-identity'",
  ],
  [
    'an address is unencrypted',
    { ...config, dataverse: { ...dataverse, url: 'http://contoso.crm4.dynamics.com' } },
    'dataverse.url',
    'must be an address such as https://landbridge.contoso.com',
  ],
  [
    'a receiver has a wrong name',
    { ...config, receivers: { North: dataverse } },
    'receivers.North',
    'is no name for it: must be lower-case letters, digits and hyphens',
  ],
  [
    'one of two forms lacks something',
    { ...config, interfaces: { invoice: { receiver: { path: 'E1EDK01/BUKRS' } } } },
    'interfaces.invoice.receiver',
    'to must be an object, but is missing',
  ],
  [
    'a limit is neither off nor a number',
    { ...config, alerts: { rules: { backlogMinutes: 'never' } } },
    'alerts.rules.backlogMinutes',
    'must be false, or a number, not a text',
  ],
  [
    'a limit is too low',
    { ...config, alerts: { rules: { backlogMinutes: 0 } } },
    'alerts.rules.backlogMinutes',
    'must be at least 1',
  ],
  [
    'a target is limited to a rule that does not exist',
    { ...config, alerts: { email: { ...mail, to: ['a@contoso.example'], rules: ['hold'] } } },
    'alerts.email.rules.0',
    "must be one of 'held', 'paused', 'backlog', 'answers', 'errors', 'credential', 'refused', 'database'",
  ],
  [
    'a target is limited to nothing at all',
    { ...config, alerts: { email: { ...mail, to: ['a@contoso.example'], interfaces: [] } } },
    'alerts.email.interfaces',
    'must not be empty',
  ],
  [
    'a mail goes to nobody',
    { ...config, alerts: { email: mail } },
    'alerts.email.to',
    'must be a list of e-mail addresses, or name some in groups',
  ],
  [
    'limits stand beside groups and are nobody’s',
    { ...config, alerts: { email: { ...mail, groups: [group], rules: ['held'] } } },
    'alerts.email.to',
    'must be a list of e-mail addresses: rules, interfaces and channels beside it are theirs; those of a group stand in the group',
  ],
  [
    'two targets have one name',
    { ...config, alerts: { email: { ...mail, groups: [group, group] } } },
    'alerts.email.groups.1.name',
    "must be another name, as there is one called 'finance' already",
  ],
  [
    'a secret stands in the file',
    { ...config, users: [{ name: 'a', password: 'p' }] },
    'users.0.password',
    "must be secret('NAME_OF_VARIABLE'): secrets do not stand in the config file",
  ],
]

for (const [what, config, setting, problem] of wrong) {
  test(`when ${what}, one sentence names the setting and what is allowed`, async (t) => {
    const file = join(folder, `${setting}.${what.length}.config.ts`)
    writeFileSync(file, `export default ${JSON.stringify(config)}`)
    use(t, file)
    await assert.rejects(readProject(), { name: 'SettingsError', message: `${setting} in ${file}: ${problem}` })
  })
}

function use(t: TestContext, file: string): void {
  process.env.LANDBRIDGE_CONFIG = file
  t.after(() => {
    delete process.env.LANDBRIDGE_CONFIG
  })
}
