import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { type ComparedObject, placeName } from '../model-message.ts'

/** Which field of the document and which column of Dynamics 365 belong together, and which of them is chosen just now. */
interface Linking {
  /** There is a document beside the columns. */
  readonly isThere: boolean
  /** The elements that are chosen, by their ids: those of fields and those of columns. */
  readonly chosen: ReadonlySet<string>
  /** The columns a field becomes. */
  columnsOf(field: string): readonly string[]
  /** Chooses an element, and goes to the first of those it belongs to. */
  choose(id: string, others: readonly string[]): void
}

const Current = createContext<Linking>({ isThere: false, chosen: new Set(), columnsOf: () => [], choose() {} })

export function useLinking(): Linking {
  return useContext(Current)
}

/** Ties the fields of a document to the columns they become, for everything inside. */
export function Linked({ objects, children }: { objects: readonly ComparedObject[]; children: ReactNode }) {
  const [choice, setChoice] = useState<{ chosen: ReadonlySet<string>; goTo: string | undefined }>({
    chosen: new Set(),
    goTo: undefined,
  })
  const columns = useMemo(() => columnsByField(objects), [objects])
  // After what was chosen is shown: a column that was folded away, a segment that was closed.
  useEffect(() => {
    if (choice.goTo !== undefined) show(choice.goTo)
  }, [choice])
  const linking: Linking = {
    isThere: true,
    chosen: choice.chosen,
    columnsOf: (field) => columns.get(field) ?? [],
    choose: (id, others) => setChoice({ chosen: new Set([id, ...others]), goTo: others[0] }),
  }
  return <Current.Provider value={linking}>{children}</Current.Provider>
}

/** The element id of a column. */
export function columnName(objectKey: string, write: number, column: string): string {
  return `column ${objectKey} ${write} ${column}`
}

function columnsByField(objects: readonly ComparedObject[]): Map<string, string[]> {
  const columns = new Map<string, string[]>()
  for (const { objectKey, writes } of objects) {
    for (const [index, write] of writes.entries()) {
      for (const [name, { places = [] }] of Object.entries(write.columns)) {
        for (const place of places) {
          const known = columns.get(placeName(place)) ?? []
          columns.set(placeName(place), [...known, columnName(objectKey, index, name)])
        }
      }
    }
  }
  return columns
}

/** Opens what it stands in, brings it into view, and gives it the focus, so that the way back is the same key. */
function show(id: string): void {
  const element = document.getElementById(id)
  if (element === null) return
  for (let around = element.closest('details'); around; around = around.parentElement?.closest('details') ?? null) {
    around.open = true
  }
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  element.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' })
  element.querySelector('button')?.focus({ preventScroll: true })
}
