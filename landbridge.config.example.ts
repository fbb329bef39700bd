import { defineConfig, secret } from './src/config.ts'

// Copy this file to landbridge.config.ts. Secrets are only named here: each comes from the environment variable of
// that name, or from the file that NAME_FILE names. What else may stand here: docs/connect-s4hana.md (files, systems, answers),
// docs/connect-dynamics-365.md (limits, interfaces), docs/operate.md (environments, receivers), docs/access.md (publicUrl, trustProxy,
// signIn), docs/alerts.md (alerts), docs/production.md (tls, clientCertificateHeader, keepMonths, keepDays).
export default defineConfig({
  senders: [{ system: 'S4HCLNT100', user: 'S4HCLNT100', password: secret('S4HCLNT100_PASSWORD') }],
  // People can sign in with Microsoft Entra ID too: docs/access.md, signIn.
  users: [{ name: 'admin', password: secret('LANDBRIDGE_ADMIN_PASSWORD') }],
  dataverse: {
    url: 'https://contoso.crm4.dynamics.com',
    credential: {
      kind: 'secret',
      tenantId: '00000000-0000-0000-0000-000000000000',
      clientId: '00000000-0000-0000-0000-000000000000',
      clientSecret: secret('DATAVERSE_CLIENT_SECRET'),
    },
  },
})
