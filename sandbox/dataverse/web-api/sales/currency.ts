import { compareDecimals } from '../../decimal.ts'
import type { Environment } from '../../environment.ts'
import { isLink } from '../../row.ts'
import { Problem } from '../problem.ts'
import type { Draft } from './draft.ts'

/** There is one currency of a code; that of the environment stays active, and its rate one. @throws {Problem} */
export function settleCurrency({ environment, id, values }: Draft): void {
  const { isocurrencycode, statecode, exchangerate } = values
  const others =
    isocurrencycode === undefined ? [] : environment.findAll('transactioncurrency', 'isocurrencycode', isocurrencycode)
  if (others.some((row) => row.id !== id)) {
    throw new Problem(
      400,
      '0x80048CF3',
      'Cannot insert duplicate currency record. Currency with the same currency code already exist in the system.',
    )
  }
  if (!isBase(environment, id)) return
  if (statecode !== 0) throw new Problem(400, '0x80048CF4', 'The base currency cannot be deactivated.')
  if (compareDecimals(String(exchangerate ?? '0'), '1') !== 0)
    throw new Problem(400, '0x80048CF5', 'The exchange rate of the base currency cannot be modified.')
}

function isBase(environment: Environment, id: string): boolean {
  const base = environment.firstOf('organization')?.values.basecurrencyid
  return isLink(base) && base.id === id
}
