import { divideDecimals, multiplyDecimals, negateDecimal, subtractDecimals } from '../../mapping/decimal-arithmetic.ts'
import type { Reading } from '../../mapping/reading.ts'
import type { Rule } from '../../mapping/rule.ts'
import { isOneOf } from '../../mapping/rules/condition.ts'
import { decimal } from '../../mapping/rules/field.ts'
import { compareDecimals } from '../../mapping/sap-number.ts'
import type { Decimal } from '../../message/write.ts'

/** Where the amounts of a line stand. */
export interface LineAmounts {
  readonly quantity: Rule<Decimal>
  readonly net: Rule<Decimal>
  /** For so many units as `priceUnit` says. */
  readonly price: Rule<Decimal>
  readonly priceUnit?: Rule<Decimal>
  readonly tax: Rule<Decimal>
}

/** Amounts of credit memos stand without a sign in SAP: they are turned round, unless the document has turned them already. */
export interface Sign {
  /** The field that says what the document is, and what it is called when it is a credit memo. */
  readonly kind: string
  readonly creditMemo: string
  readonly total: string
}

/**
 * What a line of Dynamics 365 must hold so that its amount is SAP's to the last digit: quantity × price − discount + tax. SAP's net
 * amount is what counts. The price is SAP's own where the rest can be a discount, else one that is rounded so that it can
 * (`manualdiscountamount` cannot be negative).
 */
export function lineAmounts(at: LineAmounts, sign: Sign, { priceDecimals }: { priceDecimals: number }) {
  const read = rememberingLast((reading: Reading) => {
    const turned = isTurned(sign, reading) ? negateDecimal : (value: string) => value
    const value = (rule: Rule<Decimal> | undefined) => rule?.read(reading)?.value?.decimal
    const given = value(at.quantity)
    const quantity = turned(given === undefined || given === '0' ? '1' : given)
    const sapPrice = perUnit(value(at.price), value(at.priceUnit) ?? '1', priceDecimals)
    const net = turned(value(at.net) ?? (sapPrice === undefined ? '0' : multiplyDecimals(turned(quantity), sapPrice)))
    const price = priceFor({ quantity, net, sapPrice, priceDecimals })
    return {
      quantity,
      price,
      discount: subtractDecimals(multiplyDecimals(quantity, price), net),
      tax: turned(value(at.tax) ?? '0'),
    }
  })
  const rules = Object.values(at).flatMap((rule: Rule<Decimal> | undefined) => rule ?? [])
  const sources = [...new Set([...rules.flatMap((rule) => rule.sources), sign.kind, sign.total])]
  const values = [...new Set(rules.flatMap((rule) => rule.values ?? rule.sources))]
  const amount = (what: keyof ReturnType<typeof read>, description: string): Rule<Decimal> => ({
    kind: 'line amount',
    description,
    sources,
    values,
    lists: [...new Set(rules.flatMap((rule) => rule.lists))],
    read: (reading) => ({ value: { decimal: read(reading)[what] }, source: sourceOf(at, what, reading) ?? values.join(' + ') }),
  })
  return {
    quantity: amount('quantity', `${at.quantity.description}, negative in a credit memo; 1 when there is none`),
    price: amount('price', `${at.price.description}, or net amount by quantity when that does not come out exactly`),
    discount: amount('discount', `what quantity times price is above the ${at.net.description}`),
    tax: amount('tax', `${at.tax.description}, negative in a credit memo`),
  }
}

/** The columns of a row are read one after the other from the same reading: what belongs together is worked out once. */
function rememberingLast<T>(work: (reading: Reading) => T): (reading: Reading) => T {
  let last: { readonly reading: Reading; readonly found: T } | undefined
  return (reading) => {
    if (last?.reading !== reading) last = { reading, found: work(reading) }
    return last.found
  }
}

/** Quantity and tax stand in a field of their own; price and discount follow from several. */
function sourceOf(at: LineAmounts, what: 'quantity' | 'price' | 'discount' | 'tax', reading: Reading): string | undefined {
  return what === 'quantity' || what === 'tax' ? at[what].read(reading)?.source : undefined
}

/** An amount of the header, negative in a credit memo. */
export function signed(rule: Rule<Decimal>, sign: Sign): Rule<Decimal> {
  return {
    ...rule,
    kind: 'signed',
    description: `${rule.description}, negative in a credit memo`,
    sources: [...rule.sources, sign.kind],
    values: rule.values ?? rule.sources,
    read(reading) {
      const found = rule.read(reading)
      if (!found?.value || !isTurned(sign, reading)) return found
      return { value: { decimal: negateDecimal(found.value.decimal) }, source: found.source }
    },
  }
}

function isTurned({ kind, creditMemo, total }: Sign, reading: Reading): boolean {
  if (!isOneOf(kind, creditMemo).holds(reading)) return false
  return compareDecimals(decimal(total).read(reading)?.value?.decimal ?? '0', '0') >= 0
}

function perUnit(price: string | undefined, priceUnit: string, places: number): string | undefined {
  if (price === undefined || priceUnit === '0') return price
  return divideDecimals(price, priceUnit, { places, rounded: 'up' })
}

interface Amounts {
  readonly quantity: string
  readonly net: string
  readonly sapPrice: string | undefined
  readonly priceDecimals: number
}

function priceFor({ quantity, net, sapPrice, priceDecimals }: Amounts): string {
  const covers = (price: string) => compareDecimals(multiplyDecimals(quantity, price), net) >= 0
  if (sapPrice !== undefined && covers(sapPrice)) return sapPrice
  const isPositive = compareDecimals(quantity, '0') > 0
  return divideDecimals(net, quantity, { places: priceDecimals, rounded: isPositive ? 'up' : 'down' })
}
