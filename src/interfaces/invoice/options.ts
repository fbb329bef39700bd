/** What Dynamics 365 is set up for. */
export interface InvoiceOptions {
  /** Decimals a price per unit may have there (system settings of Sales: pricing decimal precision). */
  readonly priceDecimals: number
}
