import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readingOf, segment } from '../../../test/support/segments.ts'
import { Rejected } from '../../message/errors.ts'
import { inUnit } from './in-unit.ts'

const kilograms = inUnit('BTGEW', 'GEWEI', { KGM: '1', GRM: '0.001', TNE: '1000' })
const of = (fields: Record<string, string>) => kilograms.read(readingOf([segment('E1EDL20', fields)]))

test('a number is converted by the factor of its unit, to the last digit', () => {
  for (const [number, unit, expected] of [
    ['1.250', 'TNE', '1250'],
    ['1.250', 'KGM', '1.25'],
    ['0.001', 'GRM', '0.000001'],
    ['922337203685477.5807', 'GRM', '922337203685.4775807'],
    ['12.5-', 'TNE', '-12500'],
  ] as const) {
    assert.deepEqual(of({ BTGEW: number, GEWEI: unit }), {
      value: { decimal: expected },
      source: 'E1EDL20/BTGEW + E1EDL20/GEWEI',
    })
  }
})

test('zero is zero in every unit, and a number that is missing says nothing', () => {
  assert.deepEqual(of({ BTGEW: '0.000' }), { value: { decimal: '0' }, source: 'E1EDL20/BTGEW' })
  assert.equal(of({ GEWEI: 'KGM' }), undefined)
})

test('a unit without a factor, or none at all, holds the delivery and says which there are', () => {
  for (const [fields, unit] of [
    [{ BTGEW: '1', GEWEI: 'LBR' }, 'LBR'],
    [{ BTGEW: '1' }, ''],
  ] as const) {
    assert.throws(() => of(fields), {
      name: Rejected.name,
      message: `The unit of E1EDL20/BTGEW is '${unit}' (GEWEI), and the interface has factors for KGM, GRM, TNE only; add it to interface.ts, or correct it in SAP and send it again`,
    })
  }
})

test('a factor that is no number is found when the interface is loaded', () => {
  assert.throws(
    () => inUnit('BTGEW', 'GEWEI', { GRM: '1/1000' }),
    /'1\/1000', the factor of GRM, is no number; write it as in '0.001'/,
  )
})
