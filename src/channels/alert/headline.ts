import type { AlertLine, AlertNews } from '../../message/alert.ts'

/** The one line that stands above everything: the trouble itself when it is one, else how many. */
export function headline({ begun, over, isTest }: AlertNews): string {
  if (isTest) return 'Landbridge: this is a test, nothing is wrong'
  const [first] = begun
  if (first !== undefined) return begun.length === 1 ? `Landbridge: ${first.text}` : `Landbridge: ${begun.length} troubles`
  const [ended] = over
  return over.length === 1 && ended !== undefined
    ? `Landbridge: over: ${ended.text}`
    : `Landbridge: ${over.length} troubles are over`
}

/** What began and what is over, as lines of text. */
export function linesOf({ begun, over, isTest }: AlertNews): string[] {
  if (isTest) return ['Somebody pressed Test on the page Alerts. What goes wrong is told here.']
  return [...begun.map((line) => withLink(line, '')), ...over.map((line) => withLink(line, 'Over: '))]
}

function withLink({ text, link, since }: AlertLine, before: string): string {
  return `${before}${text} (since ${since.toISOString()})${link === undefined ? '' : `\n${link}`}`
}
