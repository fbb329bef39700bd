import { trimmed } from '../xml/trimmed.ts'

/** A field of a record in a flat file. Positions count characters from 1, the last one included, as SAP's documentation does. */
export interface RecordField {
  readonly name: string
  readonly first: number
  readonly last: number
}

/** Where a data record's own fields end and those of its segment begin. */
export const segmentDataFirst = 64

/** Longest data record. */
export const dataRecordLength = 1063

/** The control record EDI_DC40; a Unicode file port calls it EDI_DC40_U and lays it out the same. */
export const controlRecordFields = laidOut(
  'TABNAM 10, MANDT 3, DOCNUM 16, DOCREL 4, STATUS 2, DIRECT 1, OUTMOD 1, EXPRSS 1, TEST 1, IDOCTYP 30, CIMTYP 30, MESTYP 30, ' +
    'MESCOD 3, MESFCT 3, STD 1, STDVRS 6, STDMES 6, SNDPOR 10, SNDPRT 2, SNDPFC 2, SNDPRN 10, SNDSAD 21, SNDLAD 70, RCVPOR 10, ' +
    'RCVPRT 2, RCVPFC 2, RCVPRN 10, RCVSAD 21, RCVLAD 70, CREDAT 8, CRETIM 6, REFINT 14, REFGRP 14, REFMES 14, ARCKEY 70, SERIAL 20',
)

/** The data record EDI_DD40, up to its segment's fields. */
export const dataRecordFields = laidOut('SEGNAM 30, MANDT 3, DOCNUM 16, SEGNUM 6, PSGNUM 6, HLEVEL 2')

/** The fields of a record that are not blank, without the blanks around them; a line whose blanks were cut off is read as if it had them. */
export function cutFields(record: string, fields: readonly RecordField[]): Record<string, string> {
  const cut = fields.map(({ name, first, last }) => [name, trimmed(record.slice(first - 1, last))] as const)
  return Object.fromEntries(cut.filter(([, value]) => value !== ''))
}

function laidOut(list: string): RecordField[] {
  let first = 1
  return list.split(', ').map((entry) => {
    const [name = '', length] = entry.split(' ')
    const field = { name, first, last: first + Number(length) - 1 }
    first = field.last + 1
    return field
  })
}
