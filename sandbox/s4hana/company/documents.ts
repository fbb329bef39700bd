import type { Idoc } from '../idocs.ts'
import { xiMessageOf } from '../xi-messages.ts'
import { type Company, type Customer, company, type Invoice, type Material } from './company.ts'
import { customerSegment, idoc, materialSegment, stockList } from './idoc-segments.ts'
import { creditAccounts, invoices } from './payloads.ts'
import { xiEnvelope } from './xi-envelope.ts'

export const dataSets = ['customers', 'materials', 'stock', 'credit', 'invoices'] as const
export type DataSet = (typeof dataSets)[number]

interface Wanted {
  readonly sets: readonly DataSet[]
  /** How IDocs leave: packets over HTTP, or each in a SOAP envelope. Credit and invoices are messages of proxies. */
  readonly protocol: 'idoc' | 'soap'
  /** So many of each at most. */
  readonly limit: number
}

/** The company's documents as its reports make them now, without numbers: those are the outbox's to give. */
export function companyDocuments({ sets, protocol, limit }: Wanted): Idoc[] {
  const everything = company()
  const part: Company = {
    customers: everything.customers.slice(0, limit),
    materials: everything.materials.slice(0, limit),
    invoices: everything.invoices,
  }
  const of: Record<DataSet, () => Idoc[]> = {
    customers: () => part.customers.map((one) => idoc('DEBMAS07', 'DEBMAS', [customerSegment(one)])),
    materials: () => groups(part.materials, 10).map((some) => idoc('MATMAS05', 'MATMAS', some.map(materialSegment))),
    stock: () => groups(part.customers, 10).map((some) => idoc('ZMMSTCOMP01', 'ZMMSTCOMP', [stockList(some, part.materials)])),
    credit: () =>
      groups(part.customers, 50).map((some) => xiMessageOf(xiEnvelope('credit', 'CreditAccount_Out', creditAccounts(some)))),
    invoices: () =>
      groups(invoicesOf(part).slice(0, limit), 20).map((some) =>
        xiMessageOf(xiEnvelope('invoice', 'CustomerInvoice_Out', invoices(some))),
      ),
  }
  return dataSets
    .filter((set) => sets.includes(set))
    .flatMap((set) => of[set]())
    .map((one) => (one.protocol === 'idoc' ? { ...one, protocol } : one))
}

function invoicesOf({ customers, materials, invoices }: Company): Invoice[] {
  // Of a part of the company only what is about that part.
  return invoices.map((one, index) => ({
    ...one,
    customer: customers.includes(one.customer) ? one.customer : (customers[index % customers.length] as Customer),
    items: one.items.map((item, place) => ({
      ...item,
      material: materials.includes(item.material) ? item.material : (materials[(index + place) % materials.length] as Material),
    })),
  }))
}

function groups<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))
}
