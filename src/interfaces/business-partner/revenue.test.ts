import assert from 'node:assert/strict'
import { test } from 'node:test'
import { customer } from '../../../test/support/customers.ts'
import { readingOf, segment } from '../../../test/support/segments.ts'
import type { Segment } from '../../message/document.ts'
import { revenue } from './revenue.ts'

const sales = { UMSA1: '922337203685477.5807', UWAER: 'EUR' }
const exact = { decimal: '922337203685477.5807' }
const elsewhere = 'Annual sales of 4711 are in EUR, the account is in USD; they were left out'

const cases: [claim: string, customer: Segment, value: unknown, warning?: string][] = [
  ['sales in the currency of the account are carried', customer(sales, salesArea('EUR')), exact],
  ['without a sales area a customer sent whole has the currency of its sales', customer({ ...sales, MSGFN: '005' }), exact],
  ['a change that tells no currency of the account carries no sales', customer({ ...sales, MSGFN: '004' }), undefined],
  ['sales in another currency are left out, with a warning', customer(sales, salesArea('USD')), undefined, elsewhere],
  ['sales of zero are not carried', customer({ UMSA1: '0.00', UWAER: 'EUR' }, salesArea('EUR')), undefined],
  ['sales without a currency are not carried', customer({ UMSA1: '12.50' }, salesArea('EUR')), undefined],
  ['no sales, no currency needed', customer({ UWAER: 'EUR' }, salesArea('USD')), undefined],
  ['sales of NODATA are not carried', customer({ UMSA1: '/', UWAER: '/' }, salesArea('EUR')), undefined],
]

for (const [claim, segment, value, warning] of cases) {
  test(claim, () => {
    const reading = readingOf([segment])
    assert.deepEqual(revenue().read(reading)?.value, value)
    assert.deepEqual(reading.warnings, warning === undefined ? [] : [warning])
  })
}

function salesArea(currency: string) {
  return segment('E1KNVVM', { VKORG: '1000', WAERS: currency })
}
