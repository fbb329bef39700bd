import { Random } from './random.ts'

/** What the sandbox's company has: made up, the same on every machine. */
export interface Company {
  readonly customers: readonly Customer[]
  readonly materials: readonly Material[]
  readonly invoices: readonly Invoice[]
}

export interface Customer {
  /** Ten digits. */
  readonly number: string
  readonly name: string
  readonly form: string
  readonly street: string
  readonly postalCode: string
  readonly city: string
  readonly country: string
  readonly language: string
  readonly currency: string
  readonly group: string
  readonly paymentTerms: string
  /** Employee number of who is responsible for it. */
  readonly employee: string
  readonly creditLimit: number
}

export interface Material {
  /** Eighteen digits. */
  readonly number: string
  readonly name: string
  readonly unit: string
  readonly weight: string
  readonly ean: string
  /** Cents for one unit. */
  readonly price: number
}

export interface Invoice {
  readonly number: string
  readonly customer: Customer
  /** Days before the day it is sent. */
  readonly age: number
  readonly status: 'open' | 'partly-paid' | 'paid'
  readonly items: readonly { readonly material: Material; readonly quantity: number }[]
}

export function company(): Company {
  const random = new Random(20_261_124)
  const customers = Array.from({ length: 200 }, (_, index) => customer(random, index))
  const materials = Array.from({ length: 300 }, (_, index) => material(random, index))
  const invoices = Array.from({ length: 400 }, (_, index) => invoice(random, index, { customers, materials }))
  return { customers, materials, invoices }
}

function customer(random: Random, index: number): Customer {
  const [postalCode, city, country, language, currency, forms] = random.pick(places)
  const name = `${random.pick(beginnings)}${random.pick(endings)} ${random.pick(trades)}`
  return {
    number: String(100_001 + index).padStart(10, '0'),
    name,
    form: random.pick(forms),
    street: `${random.pick(streets)} ${random.between(1, 180)}`,
    postalCode,
    city,
    country,
    language,
    currency,
    group: random.pick(['01', '02', '03']),
    paymentTerms: random.pick(['0001', '0002']),
    employee: random.pick(['9001', '9002']),
    creditLimit: random.between(2, 80) * 5000,
  }
}

function material(random: Random, index: number): Material {
  const [thing, unit, from, to] = random.pick(things)
  return {
    number: String(30_001 + index).padStart(18, '0'),
    name: `${thing} ${random.pick(series)}${random.between(10, 99)}`,
    unit,
    weight: `${random.between(1, 900) / 10}`,
    ean: `40${String(10_000_000_000 + index)}`,
    price: random.between(from, to),
  }
}

function invoice(random: Random, index: number, { customers, materials }: Pick<Company, 'customers' | 'materials'>): Invoice {
  const items = Array.from({ length: random.between(1, 4) }, () => ({
    material: random.pick(materials),
    quantity: random.between(1, 40),
  }))
  return {
    number: String(91_000_001 + index).padStart(10, '0'),
    customer: random.pick(customers),
    age: random.between(0, 120),
    status: random.pick(['open', 'open', 'paid', 'paid', 'partly-paid']),
    items,
  }
}

const beginnings = [
  'Nord',
  'Süd',
  'Alb',
  'Elb',
  'Rhein',
  'Main',
  'Hoch',
  'Stern',
  'Linden',
  'Falken',
  'Berg',
  'See',
  'Wald',
  'Fels',
]
const endings = ['werk', 'tal', 'hof', 'brück', 'feld', 'kamp', 'haus', 'stein', 'au', 'ried']
const trades = [
  'Pumpen',
  'Anlagenbau',
  'Wassertechnik',
  'Armaturen',
  'Hydraulik',
  'Gebäudetechnik',
  'Chemie',
  'Papier',
  'Lebensmittel',
]
const streets = [
  'Industriestraße',
  'Hafenstraße',
  'Bahnhofstraße',
  'Am Kanal',
  'Werkstraße',
  'Lindenallee',
  'Ringstraße',
  'Mühlweg',
]
const german = ['GmbH', 'GmbH & Co. KG', 'AG', 'KG']
const places: readonly [string, string, string, string, string, readonly string[]][] = [
  ['20457', 'Hamburg', 'DE', 'D', 'EUR', german],
  ['28195', 'Bremen', 'DE', 'D', 'EUR', german],
  ['30159', 'Hannover', 'DE', 'D', 'EUR', german],
  ['44135', 'Dortmund', 'DE', 'D', 'EUR', german],
  ['50667', 'Köln', 'DE', 'D', 'EUR', german],
  ['60311', 'Frankfurt am Main', 'DE', 'D', 'EUR', german],
  ['70173', 'Stuttgart', 'DE', 'D', 'EUR', german],
  ['80331', 'München', 'DE', 'D', 'EUR', german],
  ['90402', 'Nürnberg', 'DE', 'D', 'EUR', german],
  ['01067', 'Dresden', 'DE', 'D', 'EUR', german],
  ['1010', 'Wien', 'AT', 'D', 'EUR', ['GmbH', 'AG']],
  ['4020', 'Linz', 'AT', 'D', 'EUR', ['GmbH', 'AG']],
  ['8001', 'Zürich', 'CH', 'D', 'CHF', ['AG', 'GmbH']],
  ['69002', 'Lyon', 'FR', 'F', 'EUR', ['SAS', 'SARL']],
  ['3011 AA', 'Rotterdam', 'NL', 'N', 'EUR', ['B.V.']],
  ['LS1 4DY', 'Leeds', 'GB', 'E', 'GBP', ['Ltd.']],
]
const series = ['P-', 'K-', 'R-', 'S-', 'V-', 'HX-']
/** Name, unit as ISO code, price in cents from and to. */
const things: readonly [string, string, number, number][] = [
  ['Kreiselpumpe', 'PCE', 42_000, 890_000],
  ['Gleitringdichtung', 'PCE', 1900, 24_000],
  ['Laufrad', 'PCE', 8000, 120_000],
  ['Kugelhahn', 'PCE', 1200, 45_000],
  ['Rückschlagklappe', 'PCE', 2500, 60_000],
  ['Flachdichtung', 'PCE', 90, 1900],
  ['Dichtungssatz', 'SET', 900, 12_000],
  ['Rohrleitung', 'MTR', 700, 9000],
  ['Schmierfett', 'KGM', 600, 3500],
  ['Motor', 'PCE', 15_000, 310_000],
]
