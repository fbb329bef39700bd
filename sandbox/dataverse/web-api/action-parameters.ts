import { badUrl, Problem } from './problem.ts'
import type { WebApiRequest } from './request.ts'

export type Parameters = Readonly<Record<string, unknown>>

/** What an action is given. @throws {Problem} no JSON object */
export function parametersOf({ body }: Pick<WebApiRequest, 'body'>): Parameters {
  try {
    return Object(JSON.parse(body || '{}'))
  } catch {
    throw badUrl('The parameters of an action are a JSON object.')
  }
}

/** @throws {Problem} it is missing, or no text */
export function textIn(parameters: Parameters, name: string): string {
  const text = parameters[name]
  if (typeof text !== 'string' || text === '') throw missing(name)
  return text
}

/** @throws {Problem} it is missing, or no whole number from zero */
export function countIn(parameters: Parameters, name: string): number {
  const count = parameters[name]
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) throw missing(name)
  return count
}

/** @throws {Problem} */
export function textsIn(parameters: Parameters, name: string): readonly string[] {
  const texts = parameters[name]
  if (!Array.isArray(texts) || texts.some((text) => typeof text !== 'string')) throw missing(name)
  return texts
}

export function missing(name: string): Problem {
  return new Problem(400, '0x80040203', `Required field '${name}' is missing`)
}
