import type { Rule } from '../../mapping/rule.ts'
import { firstOf, join, unlessLonger } from '../../mapping/rules/combine.ts'

// What is flagged as not to be used (FLG_NOUSE) is passed over everywhere.
const used = '[FLG_NOUSE=]'

/** The standard e-mail address, else the first; no part of one, as that would be somebody else's. */
export function email(): Rule<string> {
  const addresses = firstOf(`E1BPADSMTP${used}[STD_NO=X]/E_MAIL`, `E1BPADSMTP${used}/E_MAIL`)
  return unlessLonger(called('standard e-mail address (E1BPADSMTP)', addresses), 100)
}

/** The standard number among the landlines, else the first. R_3_USER tells: 1 is the standard one, empty another (SAP: Identifier "Mobile Phone"). */
export function landline(): Rule<string> {
  return called('standard landline (E1BPADTEL)', telephone('[R_3_USER=1]', '[R_3_USER=][STD_NO=X]', '[R_3_USER=]'))
}

/** The standard number among the mobile phones, R_3_USER 3, else the first of the others, 2. */
export function mobile(): Rule<string> {
  return called('standard mobile phone (E1BPADTEL)', telephone('[R_3_USER=3]', '[R_3_USER=2]'))
}

/** The standard number, else the first. */
export function fax(): Rule<string> {
  const numbers = ['[STD_NO=X]', ''].map((which) => number(`E1BPADFAX${used}${which}`, { complete: 'FAX_NO', dialled: 'FAX' }))
  return called('standard fax (E1BPADFAX)', firstOf(...numbers))
}

function telephone(...which: readonly string[]): Rule<string> {
  return firstOf(...which.map((one) => number(`E1BPADTEL${used}${one}`, { complete: 'TEL_NO', dialled: 'TELEPHONE' })))
}

/** As it is dialled from everywhere, which SAP makes of its parts; other senders may give the parts only. */
function number(segment: string, { complete, dialled }: { complete: string; dialled: string }): Rule<string> {
  return firstOf(`${segment}/${complete}`, join('-', `${segment}/${dialled}`, `${segment}/EXTENSION`))
}

/** In a word what would be a paragraph of paths. */
function called(description: string, rule: Rule<string>): Rule<string> {
  return { ...rule, description }
}
