import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { whatIsWrong } from '../message/what-is-wrong.ts'
import { notText } from './not-text.ts'
import { Problem } from './problem.ts'

/** Checks a part of a request by its schema; what is wrong is told member by member, in words of ours. */
export const validator: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const whole = httpPart === 'querystring' ? 'the query' : 'the body'
  return (data) => {
    const wrongText = notText(data)
    if (wrongText !== undefined) return refused(`${nameOf(wrongText.path, whole)}: ${wrongText.message}`)
    // Where no body came Fastify gives null.
    const read = schema.safeParse(data ?? undefined, { error: whatIsWrong })
    if (read.success) return { value: read.data }
    return refused(read.error.issues.map(({ path, message }) => `${nameOf(path, whole)}: ${message}`).join('; '))
  }
}

function refused(wrong: string): { error: Problem } {
  return { error: new Problem(400, 'The request is not as it should be', `${wrong}. See /api/docs.`) }
}

/** As callers know it. A path is never wrong as a whole, and holds one `*` at most, its end. */
function nameOf(path: readonly PropertyKey[], whole: string): string {
  if (path.length === 0) return whole
  return path[0] === '*' ? 'the end of the path' : path.join('.')
}
