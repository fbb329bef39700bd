import { propertyName } from '../message/own-text.ts'
import { sapName } from './segment-name.ts'

/** An element's start tag. */
export interface PlainTag {
  readonly name: string
  readonly sapName: string
  readonly isSegment: boolean
  /** `<A/>` */
  readonly isEmpty: boolean
  /** The end tag that belongs to it. */
  readonly closing: string
}

/**
 * What stands between `<` and `>`, e.g. `E1KNA1M SEGMENT="1"`; nothing when it is no start tag of a name without prefix and attributes in
 * double quotes. The same few hundred come again and again, so they are kept.
 */
export function plainTag(text: string): PlainTag | undefined {
  const known = tags.get(text)
  if (known !== undefined) return known
  const tag = parse(text)
  if (tag === undefined || text.length > longest) return tag
  if (tags.size >= most) tags.clear()
  // A slice would keep the whole document in memory.
  tags.set(Buffer.from(text).toString(), tag)
  return tag
}

const tags = new Map<string, PlainTag>()
const most = 5000
const longest = 100

function parse(text: string): PlainTag | undefined {
  const [, name, attributes = '', end] =
    /^([A-Za-z_][\w.-]*)((?:[ \t\r\n]+[A-Za-z_][\w.-]*="[^"<&]*")*)[ \t\r\n]*(\/?)$/.exec(text) ?? []
  if (name === undefined) return undefined
  const names = [...attributes.matchAll(/([A-Za-z_][\w.-]*)="[^"]*"/g)].map(([, attribute]) => attribute)
  if (names.length > 10 || new Set(names).size < names.length) return undefined
  const own = Buffer.from(name).toString()
  return {
    name: own,
    sapName: propertyName(sapName(own)),
    isSegment: names.includes('SEGMENT'),
    isEmpty: end === '/',
    closing: `</${own}>`,
  }
}
