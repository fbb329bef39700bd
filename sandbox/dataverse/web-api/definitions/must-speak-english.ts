import { Problem } from '../problem.ts'
import { english } from './label.ts'
import { attributeType } from './new-definition.ts'

/**
 * A new column is called by its name in the languages of the environment, which is English alone. Choices and tables are taken in
 * any (recorded from the real service). @throws {Problem} it has a name in another
 */
export function mustSpeakEnglish(body: Record<string, unknown>): void {
  if (attributeType(body) === 'Picklist') return
  const { LocalizedLabels: labels } = (body.DisplayName ?? {}) as { LocalizedLabels?: { LanguageCode?: number }[] | null }
  const other = labels?.find(({ LanguageCode }) => LanguageCode !== undefined && LanguageCode !== english)
  if (other === undefined) return
  throw new Problem(400, '0x80044195', `The language code ${other.LanguageCode} is not a valid language for this organization`)
}
