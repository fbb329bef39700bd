import { z } from 'zod'

/** Which list. */
export const listParams = z.object({ interface: z.string(), list: z.string() })

/** Whose it is, and who else reads it. */
export const whose = {
  interface: z.string().describe('Whose list it is'),
  alsoReadBy: z.array(z.string()).describe('Other interfaces that read it'),
}

/** Which code of it; a code may hold slashes. */
export const codeParams = listParams.extend({
  '*': z.string().min(1).meta({ title: 'code', description: 'The code; it may hold slashes' }),
})

export const changedValues = z.object({
  changed: z.int().describe('How many codes changed'),
  released: z.int().describe('How many held messages went on'),
})
