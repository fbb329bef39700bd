import { type Idoc, idocsOf } from '../idocs.ts'
import type { Customer, Material } from './company.ts'
import { type Segment, segment } from './segment.ts'

/** An IDoc as it leaves now; its number is the outbox's to give. */
export function idoc(type: string, messageType: string, segments: readonly Segment[]): Idoc {
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

export function customerSegment({
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

export function materialSegment({ number, name, unit, weight, ean }: Material): Segment {
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
export function stockList(customers: readonly Customer[], materials: readonly Material[]): Segment {
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

function now(): [date: string, time: string] {
  const digits = new Date().toISOString().replaceAll(/\D/g, '')
  return [digits.slice(0, 8), digits.slice(8, 14)]
}
