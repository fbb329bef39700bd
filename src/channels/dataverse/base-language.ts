import { isObject } from './answer.ts'
import { codes } from './codes.ts'
import type { WebApi } from './web-api.ts'

const english = 1033

/** The environment's base language: labels of new columns and keys must be given in it. */
export async function baseLanguage(api: WebApi): Promise<number> {
  const { body } = await api.send({
    method: 'GET',
    path: 'organizations?$select=languagecode&$top=1',
    subject: { table: 'organization', isSetup: true },
    expected: [codes.noSuchSegment, codes.badUrl],
  })
  const row = isObject(body) && Array.isArray(body.value) ? body.value[0] : undefined
  return isObject(row) && typeof row.languagecode === 'number' ? row.languagecode : english
}
