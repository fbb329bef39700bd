import { FilterTokens } from '../filter-tokens.ts'
import { unquoted } from '../literal.ts'
import { Problem } from '../problem.ts'

/** What a definition says of itself, as it stands in an answer. */
export type Facts = Record<string, unknown>

/** `$filter` of definitions: facts that equal something or do not, `and`, `or`, `not` and parentheses (Microsoft: "Query table definitions"). */
export function factsFilter(text: string | null | undefined): (facts: Facts) => boolean {
  if (text === null || text === undefined) return () => true
  const tokens = new FilterTokens(text)
  const holds = either(tokens)
  if (!tokens.isAtEnd) throw tokens.error()
  return holds
}

type Holds = (facts: Facts) => boolean

function either(tokens: FilterTokens): Holds {
  const parts = [both(tokens)]
  while (tokens.takes('or')) parts.push(both(tokens))
  return (facts) => parts.some((holds) => holds(facts))
}

function both(tokens: FilterTokens): Holds {
  const parts = [one(tokens)]
  while (tokens.takes('and')) parts.push(one(tokens))
  return (facts) => parts.every((holds) => holds(facts))
}

function one(tokens: FilterTokens): Holds {
  if (tokens.takes('not')) {
    const holds = one(tokens)
    return (facts) => !holds(facts)
  }
  if (!tokens.takes('(')) return comparison(tokens)
  const holds = either(tokens)
  tokens.expect(')')
  return holds
}

/** A managed property is compared by its `/Value`. */
function comparison(tokens: FilterTokens): Holds {
  const [name = '', inner] = tokens.next().split('/')
  if (tokens.takes('(')) throw noFunction(name)
  const operator = tokens.next()
  if (operator !== 'eq' && operator !== 'ne') throw tokens.error(1)
  const wanted = literal(tokens)
  return (facts) => {
    const found = inner === undefined ? facts[name] : Object(facts[name])[inner]
    return (String(found ?? 'null').toLowerCase() === wanted.toLowerCase()) === (operator === 'eq')
  }
}

/** Recorded from the real service of every function of texts, with the older code. */
function noFunction(name: string): Problem {
  return new Problem(501, '0x8006088a', `The "${name}" function isn't supported for Metadata Entities.`)
}

/** `'text'`, `true`, a GUID, or a word of a type, e.g. `Microsoft.Dynamics.CRM.AttributeTypeCode'Money'`. */
function literal(tokens: FilterTokens): string {
  const word = tokens.next()
  const isTyped = /^Microsoft\.Dynamics\.CRM\.\w+$/.test(word)
  return unquoted(isTyped ? tokens.next() : word) ?? word
}
