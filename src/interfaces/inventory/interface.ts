import { inventory } from './inventory.ts'

export default inventory({ messageType: 'ZMMSTCOMP', header: 'Z1STHDR', stock: 'E1ICSL0', fullList: 'no' })
