import { address } from './address.ts'

export default address({ whatDebmasCuts: 'beside' })
