import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { type XiRequest, xiMessage } from './xi-messages.ts'

/**
 * A folder with an interface of a project of one's own, that takes what an ABAP proxy sends of customers; in use, by
 * LANDBRIDGE_INTERFACES, until the test ends.
 */
export function useProxyInterface(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-proxy-'))
  mkdirSync(join(folder, 'proxy-customer'))
  writeFileSync(join(folder, 'proxy-customer', 'interface.ts'), definition)
  writeFileSync(join(folder, 'proxy-customer', 'segments.csv'), segments)
  process.env.LANDBRIDGE_INTERFACES = folder
  t.after(() => {
    delete process.env.LANDBRIDGE_INTERFACES
    rmSync(folder, { recursive: true })
  })
  return folder
}

/** A customer as the proxy sends it. */
export function proxyCustomer(messageId: string, number: string, name: string, more: { quality?: string } = {}): XiRequest {
  const payload = `<n0:Customers xmlns:n0="urn:example:sd"><Customer><Number>${number}</Number><Name languageCode="DE">${name}</Name></Customer></n0:Customers>`
  return xiMessage({ ...more, messageId, interface: 'SI_Customer_Out', namespace: 'urn:example:sd', payload })
}

const from = (path: string) => pathToFileURL(join(import.meta.dirname, '..', '..', 'src', path)).href

const definition = `
import { alpha, defineInterface, field, row, withoutLeadingZeros, xi } from '${from('interface.ts')}'
import { account } from '${from('interfaces/business-partner/tables.ts')}'

export default defineInterface({
  name: 'proxy-customer',
  title: 'Customer of a proxy → Account',
  receives: xi({ interface: 'SI_Customer_Out', namespace: 'urn:example:sd' }),
  objects: 'Customer',
  objectKey: withoutLeadingZeros('Number'),
  rows: [
    row(account, {
      key: { accountnumber: alpha('Number', 10) },
      columns: { name: field('Name[@languageCode=DE]/text'), lb_searchterm: field('XI/SenderService') },
    }),
  ],
})
`

const segments = `segment,parent,field
Customers,,@none
Customer,Customers,Number
Customer,Customers,Name
Name,Customer,text
Name,Customer,@languageCode
`
