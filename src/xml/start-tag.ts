import { ownText } from '../message/own-text.ts'
import { notPlain } from './plain.ts'

/** An element's start tag in a plain document. */
export interface StartTag {
  /** With its prefix. */
  readonly name: string
  /** In their order, names with their prefix. */
  readonly attributes: readonly { readonly name: string; readonly value: string }[]
  /** `<A/>` */
  readonly isEmpty: boolean
  /** The end tag that belongs to it. */
  readonly closing: string
}

/**
 * Reads what stands between `<` and `>`, e.g. `E1KNA1M SEGMENT="1"`, and makes of it what somebody needs. The same few hundred tags come
 * again and again, so what was made of them is kept.
 */
export function tagReader<T>(make: (tag: StartTag) => T): (text: string) => T {
  const made = new Map<string, T>()
  return (text) => {
    const known = made.get(text)
    if (known !== undefined) return known
    const fresh = make(parse(text))
    if (text.length > longest) return fresh
    if (made.size >= most) made.clear()
    made.set(ownText(text), fresh)
    return fresh
  }
}

const most = 5000
const longest = 100
const mostAttributes = 10

function parse(text: string): StartTag {
  const [, name, attributes = '', end] = tag.exec(text) ?? []
  if (name === undefined) notPlain()
  const all = [...attributes.matchAll(attribute)].map(([, name = '', quoted = '']) => ({
    name: ownText(name),
    value: ownText(quoted.slice(1, -1)),
  }))
  if (all.length > mostAttributes || new Set(all.map(({ name }) => name)).size < all.length) notPlain()
  const own = ownText(name)
  return { name: own, attributes: all, isEmpty: end === '/', closing: `</${own}>` }
}

const name = String.raw`[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?`
/** References and line ends in values are left to the parser of all XML. */
const value = String.raw`"[^"<&\t\r\n]*"|'[^'<&\t\r\n]*'`
const tag = new RegExp(String.raw`^(${name})((?:[ \t\r\n]+${name}=(?:${value}))*)[ \t\r\n]*(/?)$`)
const attribute = new RegExp(`(${name})=(${value})`, 'g')
