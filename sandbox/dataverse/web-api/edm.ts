import type { ColumnDefinition } from '../definition.ts'

/** What the OData library calls the type of a column's value. */
export function edmTypeOf({ type }: Pick<ColumnDefinition, 'type'>): string {
  return edmTypes[type]
}

const edmTypes: Record<ColumnDefinition['type'], string> = {
  text: 'Edm.String',
  memo: 'Edm.String',
  whole: 'Edm.Int32',
  bigint: 'Edm.Int64',
  decimal: 'Edm.Decimal',
  money: 'Edm.Decimal',
  double: 'Edm.Double',
  yesNo: 'Edm.Boolean',
  choice: 'Edm.Int32',
  state: 'Edm.Int32',
  status: 'Edm.Int32',
  date: 'Edm.Date',
  dateTime: 'Edm.DateTimeOffset',
  guid: 'Edm.Guid',
  id: 'Edm.Guid',
  lookup: 'Edm.Guid',
  file: 'Edm.Binary',
  image: 'Edm.Binary',
}
