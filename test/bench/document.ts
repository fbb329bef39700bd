import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const examples = join(import.meta.dirname, '..', '..', 'src', 'interfaces', 'business-partner', 'examples')
const template = readFileSync(join(examples, 'create-umlauts.idoc.xml'), 'utf8')

/** One customer as a DEBMAS IDoc of 3.7 KB; `state` tells two states of a customer apart, a later number is a later state. */
export function customerIdoc(number: number, customer: number, state: number): string {
  const serial = String(20_260_101_000_000n + BigInt(number))
  return template
    .replace(/<DOCNUM>\d+/, `<DOCNUM>${String(number).padStart(16, '0')}`)
    .replace(/<SERIAL>\d+/, `<SERIAL>${serial}`)
    .replaceAll(/<KUNNR>\d+/g, `<KUNNR>${String(customer).padStart(10, '0')}`)
    .replace(/<TELF1>[^<]*/, `<TELF1>040 ${state}`)
}

/** Many of them in one packet. */
export function packetOf(idocs: readonly string[]): string {
  const bodies = idocs.map((idoc) => /<IDOC[\s\S]*<\/IDOC>/.exec(idoc)?.[0] ?? '')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<DEBMAS07>${bodies.join('')}</DEBMAS07>`
}
