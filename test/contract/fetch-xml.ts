import type { Answer, ContractClient } from './client.ts'

/** Asks with FetchXML, and for all annotations. */
export function askFetch({ ask }: ContractClient, set: string, xml: string, more = ''): Promise<Answer> {
  const prefer = { prefer: 'odata.include-annotations="*"' }
  return ask('GET', `${set}?fetchXml=${encodeURIComponent(xml)}${more}`, undefined, prefer)
}

/** A filter for the rows of one case, by a column that begins with its mark. */
export function marked({ mark }: ContractClient, column: string, more = ''): string {
  return `<filter><condition attribute="${column}" operator="begins-with" value="${mark}" />${more}</filter>`
}

/** A query for accounts of one case. */
export function ofAccounts(client: ContractClient, inside: string, attributes = ''): string {
  return `<fetch${attributes}><entity name="account">${marked(client, 'name')}${inside}</entity></fetch>`
}

/** Five accounts, `<mark> 1` to `<mark> 5`; two have a fax, and each a number of employees. */
export async function fiveCompanies({ ask, mark }: ContractClient): Promise<void> {
  const rows = [
    { fax: `${mark} F`, numberofemployees: 10, paymenttermscode: 1, creditlimit: 100.5 },
    { fax: `${mark} F`, numberofemployees: 25, paymenttermscode: 4, creditlimit: 200 },
    { numberofemployees: 25, paymenttermscode: 1 },
    { numberofemployees: 40, paymenttermscode: 1 },
    { numberofemployees: 50, paymenttermscode: 4 },
  ]
  for (const [index, row] of rows.entries()) await ask('POST', 'accounts', { name: `${mark} ${index + 1}`, ...row })
}
