import type { Values } from '../row-values.ts'

/** Required choices of a new row that nobody gives, by table (Microsoft's table reference: `DefaultFormValue`). */
export const firstChoices: Readonly<Record<string, Readonly<Values>>> = {
  product: { productstructure: 1 },
  invoicedetail: { producttypecode: 1, propertyconfigurationstatus: 2 },
}
