import { invoice } from './invoice.ts'

export default invoice({ priceDecimals: 2 })
