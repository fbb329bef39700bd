import { creditLimit } from './credit-limit.ts'

export default creditLimit({ mainSegment: '0000' })
