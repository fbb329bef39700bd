import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/**
 * A project of one's own in a folder: the interface of `examples/own-interface`, and a config file whose secrets nobody knows. Gives its
 * folder of interfaces. @param settings what the config file says besides
 */
export function ownProject(folder: string, settings: object = {}): string {
  const interfaces = join(folder, 'interfaces')
  mkdirSync(interfaces, { recursive: true })
  cpSync(join(root, 'examples', 'own-interface', 'interfaces', 'sales-order'), join(interfaces, 'sales-order'), {
    recursive: true,
  })
  for (const name of readdirSync(join(interfaces, 'sales-order')).filter((file) => file.endsWith('.ts'))) {
    changeFile(join(interfaces, 'sales-order', name), (text) => text.replaceAll('../../../../src', join(root, 'src')))
  }
  writeFileSync(join(folder, 'landbridge.config.ts'), `export default ${JSON.stringify({ ...config, ...settings })}`)
  return interfaces
}

export function changeFile(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

const password = { secret: 'A_SECRET_NOBODY_SET' }
const config = {
  senders: [{ system: 'S4HCLNT100', user: 'S4HCLNT100', password }],
  users: [{ name: 'admin', password }],
  dataverse: {
    url: 'https://contoso.crm4.dynamics.com',
    credential: { kind: 'secret', tenantId: 'contoso', clientId: 'landbridge', clientSecret: password },
  },
}
