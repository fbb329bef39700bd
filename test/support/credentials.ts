/** The header of a request that signs in by user and password, with umlauts and colons as they are. */
export function basic(user: string, password: string): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}

export const asAdmin = basic('admin', 'sandbox')

/** S/4HANA, as the test settings know it. */
export const asSap = basic('S4HCLNT100', 'sandbox')
