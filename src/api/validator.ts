import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { whatIsWrong } from '../message/what-is-wrong.ts'
import { Problem } from './problem.ts'

/** Checks a part of a request by its schema; what is wrong is told member by member, in words of ours. */
export const validator: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data) => {
    // Where no body came Fastify gives null.
    const read = schema.safeParse(data ?? undefined, { error: whatIsWrong })
    if (read.success) return { value: read.data }
    const wrong = read.error.issues.map(({ path, message }) => `${nameOf(path)}: ${message}`)
    return { error: new Problem(400, 'The request is not as it should be', `${wrong.join('; ')}. See /api/docs.`) }
  }

/** As callers know it. Only a body is wrong as a whole, and a path holds one `*` at most, its end. */
function nameOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the body'
  return path[0] === '*' ? 'the end of the path' : path.join('.')
}
