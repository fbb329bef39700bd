import { Rejected } from '../../message/errors.ts'
import { missCode } from '../miss-code.ts'
import { combined, longestOf, type Rule } from '../rule.ts'
import { field } from './field.ts'

/** What becomes of a code that the value mapping does not know. */
export type Otherwise = 'hold' | 'leave out' | 'as it is'

/**
 * The value that a value mapping has for a code. A code it does not know holds the delivery, unless the rule says
 * otherwise: `leave out` and `as it is` go on with a warning.
 */
export function byValueMapping(list: string, code: string | Rule<string>, options: { otherwise?: Otherwise } = {}): Rule<string> {
  const rule = typeof code === 'string' ? field(code) : code
  const { otherwise = 'hold' } = options
  return {
    kind: 'byValueMapping',
    description: `${rule.description} by value mapping ${list}`,
    ...combined([rule]),
    lists: [...rule.lists, list],
    read(reading) {
      const read = rule.read(reading)
      if (read === undefined || read.value === null) return read
      const value = reading.valueMappings.find(list, read.value)
      if (value !== undefined) return { value, source: read.source }
      const miss = `'${read.value}' (${read.source}) is not in the value mapping ${list}`
      if (otherwise === 'hold') {
        throw new Rejected(`${miss}; add it there, and this goes out by itself`, { code: missCode(list, read.value) })
      }
      reading.warn(`${miss}; ${otherwise === 'leave out' ? 'the column was left out' : 'the code was taken as it is'}`)
      return otherwise === 'leave out' ? undefined : read
    },
    longest: (lengths) => Math.max(lengths.ofList(list), otherwise === 'as it is' ? longestOf([rule], lengths) : 0),
  }
}
