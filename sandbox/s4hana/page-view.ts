import type { Answer } from './answers.ts'
import type { OutboxDocument } from './outbox.ts'
import { type Standing, standingOf } from './standing.ts'

/** What of the documents the page shows; all of it stands in its address. */
export interface View {
  readonly type: string
  readonly status: string
  readonly number: string
  readonly source: string
  readonly page: number
}

export interface Shown {
  readonly document: OutboxDocument
  readonly standing: Standing
}

export const pageSize = 100

export function viewOf(parameters: URLSearchParams): View {
  const text = (name: string) => parameters.get(name)?.trim() ?? ''
  const page = Math.max(1, Math.trunc(Number(text('page'))) || 1)
  return { type: text('type'), status: text('status'), number: text('number'), source: text('source'), page }
}

/** Documents that fit, the newest first, each as SAP would show it now. */
export function fitting(documents: readonly OutboxDocument[], answers: readonly Answer[], view: View): Shown[] {
  const answersOf = Map.groupBy(answers, ({ docnum }) => nameOf(docnum))
  return documents
    .filter(({ type }) => view.type === '' || type === view.type)
    .filter(({ docnum }) => nameOf(docnum).includes(nameOf(view.number)))
    .filter(({ source }) => view.source === '' || source === view.source)
    .map((document) => ({ document, standing: standingOf(document, answersOf.get(nameOf(document.docnum)) ?? []) }))
    .filter(({ standing }) => view.status === '' || standing.status === view.status)
    .toReversed()
}

/** The address of the same view with something else. */
export function addressOf(view: View, change: Partial<View>): string {
  const entries = Object.entries({ ...view, ...change })
  const said = entries.filter(([name, value]) => value !== '' && !(name === 'page' && value === 1))
  return `/?${new URLSearchParams(Object.fromEntries(said.map(([name, value]) => [name, String(value)])))}`
}

function nameOf(docnum: string): string {
  return docnum.replaceAll('-', '').toLowerCase()
}
