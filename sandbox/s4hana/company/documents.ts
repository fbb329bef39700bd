import { type Idoc, idocsOf } from '../idocs.ts'
import { xiMessageOf } from '../xi-messages.ts'
import { type Company, type Customer, company, type Invoice, type Material } from './company.ts'
import { type Segment, segment } from './segment.ts'
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

function idoc(type: string, messageType: string, segments: readonly Segment[]): Idoc {
  const [date, time] = now()
  const control = segment('EDI_DC40', {
    TABNAM: 'EDI_DC40',
    MANDT: '100',
    DOCNUM: '0',
    DOCREL: '758',
    STATUS: '30',
    DIRECT: '1',
    OUTMOD: '2',
    IDOCTYP: type,
    MESTYP: messageType,
    SNDPOR: 'SAPS4H',
    SNDPRT: 'LS',
    SNDPRN: 'S4HCLNT100',
    RCVPOR: 'LANDBRIDGE',
    RCVPRT: 'LS',
    RCVPRN: 'LANDBRIDGE',
    CREDAT: date,
    CRETIM: time,
    SERIAL: `${date}${time}`,
  })
  return idocsOf(`<IDOC BEGIN="1">${[control, ...segments].join('')}</IDOC>`)[0] as Idoc
}

function customerSegment({
  name,
  form,
  number,
  street,
  postalCode,
  city,
  country,
  language,
  currency,
  ...one
}: Customer): Segment {
  const area = { VKORG: '1010', VTWEG: '10', SPART: '00' }
  return segment(
    'E1KNA1M',
    {
      MSGFN: '005',
      KUNNR: number,
      KTOKD: 'CUST',
      LAND1: country,
      NAME1: `${name} ${form}`,
      ORT01: city,
      PSTLZ: postalCode,
      SORTL: name.slice(0, 10).toUpperCase(),
      SPRAS: language,
      STRAS: street,
    },
    [
      segment('E1KNVVM', { MSGFN: '005', ...area, KDGRP: one.group, WAERS: currency, ZTERM: one.paymentTerms }, [
        segment('E1KNVPM', { MSGFN: '005', PARVW: 'VE', KUNN2: one.employee.padStart(10, '0') }),
      ]),
    ],
  )
}

function materialSegment({ number, name, unit, weight, ean }: Material): Segment {
  return segment(
    'E1MARAM',
    {
      MSGFN: '005',
      MATNR: number,
      MTART: 'HAWA',
      MATKL: '00101',
      MEINS: unit,
      BRGEW: weight,
      GEWEI: 'KGM',
      EAN11: ean,
      MATNR_LONG: number,
    },
    [segment('E1MAKTM', { MSGFN: '005', SPRAS: 'D', MAKTX: name, SPRAS_ISO: 'DE' })],
  )
}

/** Two materials at each customer, as a list of consignment stock says it. */
function stockList(customers: readonly Customer[], materials: readonly Material[]): Segment {
  const [date, time] = now()
  const lines = customers.flatMap((customer, index) =>
    [0, 1].map((step) => {
      const material = materials[(Number(customer.number) * 7 + index + step) % materials.length] as Material
      const quantity = `${((Number(customer.number) * (step + 3)) % 90) + 1}.000`
      const stock = {
        MATNR: material.number,
        MATNR_LONG: material.number,
        WERKS: '1010',
        SOBKZ: 'W',
        KUNNR: customer.number,
        MEINS: material.unit,
        KULAB: quantity,
      }
      return segment('E1MARAM', { MATNR: material.number, MEINS: material.unit }, [segment('E1ICSL0', stock)])
    }),
  )
  return segment('Z1STHDR', { DATUM: date, UZEIT: time }, lines)
}

function creditAccounts(customers: readonly Customer[]): string {
  return element(
    'n0:CreditAccount xmlns:n0="urn:landbridge:credit"',
    customers.map(({ number, creditLimit, currency }) =>
      element(
        'Account',
        elements({
          Customer: number,
          CreditSegment: '0000',
          CreditLimit: `${creditLimit}.00`,
          Exposure: `${Math.round(creditLimit * ((Number(number) % 11) / 10))}.00`,
          Currency: currency,
          Blocked: String(Number(number) % 11 === 10),
          RiskClass: Number(number) % 11 > 8 ? 'E' : 'B',
        }),
      ),
    ),
  )
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

function invoices(some: readonly Invoice[]): string {
  return element('n0:CustomerInvoice xmlns:n0="urn:landbridge:invoice"', some.map(invoiceElement))
}

function invoiceElement({ number, customer, age, status, items }: Invoice): string {
  const lines = items.map(({ material, quantity }, index) => {
    const net = material.price * quantity
    const fields = {
      LineNumber: String((index + 1) * 10).padStart(6, '0'),
      Material: material.number,
      Description: material.name,
      Quantity: `${quantity}.000`,
      Unit: material.unit,
      Price: money(material.price),
      NetAmount: money(net),
      TaxAmount: money(taxOf(net)),
    }
    return { gross: net + taxOf(net), text: element('Line', elements(fields)) }
  })
  const head = {
    InvoiceNumber: number,
    Kind: 'Invoice',
    Customer: customer.number,
    InvoiceDate: day(-age),
    DueDate: day(30 - age),
    Currency: customer.currency,
    GrossAmount: money(lines.reduce((sum, { gross }) => sum + gross, 0)),
    PaymentStatus: status,
    PaymentTerms: customer.paymentTerms,
  }
  return element('Invoice', [elements(head), ...lines.map(({ text }) => text)])
}

function taxOf(cents: number): number {
  return Math.round(cents * 0.19)
}

function money(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}

function day(fromToday: number): string {
  return new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10)
}

function now(): [date: string, time: string] {
  const digits = new Date().toISOString().replaceAll(/\D/g, '')
  return [digits.slice(0, 8), digits.slice(8, 14)]
}

function elements(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => segment(name, value))
    .join('')
}

function element(name: string, content: string | readonly string[]): string {
  return `<${name}>${[content].flat().join('')}</${name.split(' ')[0]}>`
}

function groups<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))
}
