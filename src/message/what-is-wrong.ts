import { z } from 'zod'

/**
 * What is wrong with a value that a schema refuses, and what is allowed instead, to stand behind its name: `reason: must not be empty`.
 * Says nothing of the value itself, which may be a secret. For `safeParse` and the like; what a schema says itself goes before it.
 */
export const whatIsWrong: z.core.$ZodErrorMap = (issue) => {
  const isMissing = issue.input === undefined ? ', but is missing' : ''
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? issue.expected}${isMissing || received(issue)}`
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}${isMissing}`
    case 'invalid_union':
      return ofUnion(issue)
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_format':
      return formats[issue.format] ?? `must be written as ${issue.pattern ?? issue.format}`
    case 'unrecognized_keys':
      return unknownMembers(issue)
    case 'invalid_key':
      return `is no name for it: ${issue.issues[0]?.message}`
    default:
      return 'is not as it should be'
  }
}

type Issue<Code> = Extract<z.core.$ZodRawIssue, { code: Code }>

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

const formats: Record<string, string> = {
  email: 'must be an e-mail address',
  guid: 'must be a GUID such as 6f9619ff-8b86-d011-b42d-00c04fc964ff',
  url: 'must be an address such as https://landbridge.contoso.com',
  date: 'must be a date such as 2027-01-31',
  datetime: 'must be an ISO time such as 2027-01-31T12:00:00Z',
}

/** What came instead; nothing where that is the text of a parameter that should be a number, or a number that is not whole. */
function received({ expected, input }: Issue<'invalid_type'>): string {
  const kind = z.core.util.parsedType(input)
  return kind === 'nan' || (expected === 'int' && kind === 'number') ? '' : `, not ${kinds[kind] ?? kind}`
}

function oneOf(values: readonly unknown[]): string {
  const said = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)))
  return said.length === 1 ? `${said[0]}` : `one of ${said.join(', ')}`
}

/** Of the ways a value may be, the one that was meant tells, by what came; all of them where none was. */
function ofUnion(issue: Issue<'invalid_union'>): string {
  if (Array.isArray(issue.options)) return `must be ${oneOf(issue.options)}`
  const meant = issue.errors.filter((issues) => !issues.some(isOfAnotherKind))
  const told = (meant.length === 1 ? meant : issue.errors).map(([first]) => [...(first?.path ?? []), first?.message].join(' '))
  const [one, ...others] = new Set(told)
  return [one, ...others.map((other) => other.replace(/^must be /, ''))].join(', or ')
}

function isOfAnotherKind({ path, code }: z.core.$ZodIssue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value')
}

function tooSmall({ origin, minimum }: Issue<'too_small'>): string {
  const unit = units[origin]
  if (unit === undefined) return `must be at least ${minimum}`
  return Number(minimum) === 1 ? 'must not be empty' : `must have at least ${minimum} ${unit}`
}

function tooBig({ origin, maximum }: Issue<'too_big'>): string {
  const unit = units[origin]
  return unit === undefined ? `must be at most ${maximum}` : `must have at most ${maximum} ${unit}`
}

const units: Record<string, string> = { string: 'characters', array: 'entries' }

function unknownMembers(issue: Issue<'unrecognized_keys'>): string {
  const unknown = issue.keys.map((key) => `'${key}'`)
  const known = knownMembers(issue)
  return known.length === 0
    ? `must be empty, without ${unknown.join(' and ')}`
    : `has no ${unknown.join(' and no ')}, only ${known.join(', ')}`
}

function knownMembers({ inst }: Issue<'unrecognized_keys'>): string[] {
  return inst instanceof z.ZodObject ? Object.keys(inst.shape) : []
}
