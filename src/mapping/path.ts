import type { Segment } from '../message/document.ts'
import { propertyName } from '../message/own-text.ts'
import { isDeleted } from './msgfn.ts'
import type { Reading } from './reading.ts'

/**
 * Where a value stands: `NAME1`, `E1KNVVM/ZTERM`, `E1KNVPM[PARVW=WE]/KUNN2`, `/E1KNA1M/KUNNR` (of the enclosing segment),
 * `EDI_DC40/SNDPRN` (of the control record). A step names a segment, not a level: it finds the segments of that name at any
 * depth, because the nesting differs between basic types (SAP LO: DEBMAS01 to DEBMAS07). Several conditions must all hold, and one
 * without a value holds where the field is empty or missing: `E1BPADTEL[FLG_NOUSE=][R_3_USER=3]/TEL_NO`.
 * Of an ABAP proxy's message: `Item/Amount`, `Item/Amount@currencyCode` (an attribute), `Name[@languageCode=EN]/text`,
 * `XI/SenderService` (of the message's header).
 */
export interface Path {
  readonly text: string
  /** From the segment in hand downwards, or from one that encloses it. */
  readonly start: 'here' | 'enclosing' | 'header'
  readonly steps: readonly Step[]
  readonly field: string
}

interface Step {
  readonly segment: string
  readonly where: readonly { readonly field: string; readonly value: string }[]
}

/** Of segments and fields of an IDoc, and of elements and attributes of XML, which may hold letters of any script. */
const stepForm = /^(?<segment>[\p{L}\p{N}_.-]+)(?<conditions>(?:\[@?[\p{L}\p{N}_.-]+=[^\]]*\])*)$/u
const conditionForm = /\[(?<field>[^=]+)=(?<value>[^\]]*)\]/g
const fieldForm = /^[\p{L}\p{N}_.-]*(?:@?[\p{L}\p{N}_.-]+)$/u

/** What stands for the header of a document: an IDoc's control record, an XI message's SOAP header. */
const headers = new Set(['EDI_DC40', 'XI'])

/** @throws {Error} when the text is no path: a mistake in an interface, found when it is loaded */
export function parsePath(text: string): Path {
  const parts = text.replace(/^\//, '').split('/')
  if (parts.includes('..')) throw new Error(`'${text}' is no path: write an enclosing segment by its name, as /E1EDL20/VBELN`)
  const field = propertyName(parts.pop() ?? '')
  const steps = parts.map((part) => stepOf(part, text))
  if (!fieldForm.test(field)) throw new Error(`'${text}' is no path: it must end in the name of a field${ownText(text)}`)
  if (text.startsWith('/') && steps.length === 0)
    throw new Error(`'${text}' is no path: a leading / must name an enclosing segment`)
  const start = text.startsWith('/') ? 'enclosing' : headers.has(steps[0]?.segment ?? '') ? 'header' : 'here'
  return { text, start, steps, field }
}

/** Of a path that ends in a condition, what is most likely meant. */
function ownText(text: string): string {
  return text.endsWith(']') ? `; the text of an element itself is ${text}/text` : ''
}

/** Paths with the same step share it, so that what it finds in a segment is looked for once. */
function stepOf(part: string, text: string): Step {
  const step = steps.get(part) ?? parseStep(part, text)
  steps.set(part, step)
  return step
}

const steps = new Map<string, Step>()

function parseStep(part: string, text: string): Step {
  const { segment, conditions = '' } = stepForm.exec(part)?.groups ?? {}
  if (segment === undefined) throw new Error(`'${text}' is no path: '${part}' must look like E1KNVVM or E1KNVPM[PARVW=WE]`)
  const where = [...conditions.matchAll(conditionForm)].map(([, field = '', value = '']) => ({ field, value }))
  return { segment, where }
}

/** One field as it was found. */
export interface Found {
  readonly value: string
  readonly segment: Segment | undefined
  readonly path: Path
}

/**
 * The first value at a path, in document order. Missing, empty and NODATA (`/`) are the same: nothing (SAP: "reduced
 * message types"). Segments that their MSGFN deletes are never read, nor what stands in them.
 */
export function find(path: Path, reading: Reading): Found | undefined {
  if (path.start === 'header') {
    const value = reading.header[path.field] ?? ''
    return value === '' ? undefined : { value, segment: undefined, path }
  }
  for (const segment of segmentsAt(path, reading.segments)) {
    const value = segment.fields[path.field] ?? ''
    if (value !== '' && value !== '/') return { value, segment, path }
  }
  return undefined
}

function segmentsAt({ start, steps }: Path, from: readonly Segment[]): readonly Segment[] {
  if (start === 'here') return descend(from, steps)
  const [first, ...rest] = steps
  const enclosing = from.flatMap((segment) => enclosingSegment(segment, first?.segment ?? ''))
  return descend(enclosing, rest)
}

function descend(from: readonly Segment[], steps: readonly Step[]): readonly Segment[] {
  let at = from
  for (const step of steps) at = at.length === 1 ? below(at[0] as Segment, step) : at.flatMap((one) => below(one, step))
  return at
}

function below(segment: Segment, step: Step): readonly Segment[] {
  const index = indexOf(segment)
  const known = index.byStep.get(step)
  if (known !== undefined) return known
  const named = index.byName.get(step.segment) ?? none
  const found = named.filter((one) => livesBelow(segment, one) && fulfils(one, step))
  index.byStep.set(step, found)
  return found
}

/** What stands in a deleted segment is gone with it. */
function livesBelow(top: Segment, segment: Segment): boolean {
  for (let one: Segment | undefined = segment; one !== undefined && one !== top; one = one.parent)
    if (isDeleted(one)) return false
  return true
}

/** Every segment of that name at any depth, also deleted ones. Nearest first: children before grandchildren, each level in document order. */
export function allBelow(segment: Segment, name: string): readonly Segment[] {
  return indexOf(segment).byName.get(name) ?? none
}

/** What stands below a segment: a mapping asks the same one dozens of times. */
interface Index {
  readonly byName: ReadonlyMap<string, Segment[]>
  readonly byStep: Map<Step, readonly Segment[]>
}

/** On the segment itself, where nobody sees it: whatever is in a WeakMap costs the garbage collection something each time. */
const indexed = Symbol('indexed')
const none: readonly Segment[] = []

function indexOf(segment: Segment & { readonly [indexed]?: Index }): Index {
  const known = segment[indexed]
  if (known !== undefined) return known
  const byName = new Map<string, Segment[]>()
  for (let level = segment.segments; level.length > 0; level = level.flatMap((one) => one.segments)) {
    for (const one of level) {
      const same = byName.get(one.name)
      if (same === undefined) byName.set(one.name, [one])
      else same.push(one)
    }
  }
  const index = { byName, byStep: new Map() }
  Object.defineProperty(segment, indexed, { value: index })
  return index
}

/** The segments that could hold the field of a path; none for the control record. */
export function holdersOf(path: Path, reading: Reading): readonly Segment[] {
  return path.start === 'header' ? [] : segmentsAt(path, reading.segments)
}

function fulfils(segment: Segment, { where }: Step): boolean {
  return where.every(({ field, value }) => (segment.fields[field] ?? '') === value)
}

function enclosingSegment(segment: Segment, name: string): Segment[] {
  for (let one: Segment | undefined = segment; one !== undefined; one = one.parent) if (one.name === name) return [one]
  return []
}
