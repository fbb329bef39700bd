import { ownText, propertyName } from '../message/own-text.ts'
import { isBlank, Lines, notPlain, plainValue, startOfElements } from './plain.ts'
import { type StartTag, tagReader } from './start-tag.ts'
import type { Attribute, OpenedElement, Refuse, XmlListener } from './xml-listener.ts'

/**
 * As `readXml`, for plain documents. Gives nothing when it meets anything else or anything that is wrong, also when the listener
 * refuses something: `readWholeXml` reads the document then and says what is wrong. What is told here is what that would tell.
 */
export function readPlainXml<T extends XmlListener>(text: string, listener: (refuse: Refuse) => T): T | undefined {
  try {
    const told = listener(notPlain)
    read(text, told)
    return told
  } catch {
    return undefined
  }
}

const maxDepth = 200
const slash = 0x2f

function read(text: string, told: XmlListener) {
  const lines = new Lines(text)
  const open: { readonly tag: XmlTag; readonly scope: Scope }[] = []
  let at = startOfElements(text)
  do {
    const start = text.indexOf('<', at)
    if (start === -1) notPlain()
    const around = open.at(-1)
    if (around === undefined) {
      if (!isBlank(text, at, start)) notPlain()
    } else if (start > at) told.text(plainValue(text.slice(at, start)))
    if (around !== undefined && text.charCodeAt(start + 1) === slash) {
      const { closing } = around.tag
      if (!text.startsWith(closing, start)) notPlain()
      at = start + closing.length
      open.pop()
      told.close()
    } else {
      at = text.indexOf('>', start) + 1
      if (at === 0) notPlain()
      const tag = xmlTag(text.slice(start + 1, at - 1))
      const scope = scopeOf(tag, around?.scope ?? outermost)
      told.open(opened(tag, scope, lines.at(start)))
      if (tag.isEmpty) told.close()
      else if (open.push({ tag, scope }) > maxDepth) notPlain()
    }
  } while (open.length > 0)
  if (!isBlank(text, at, text.length)) notPlain()
}

/** Namespaces by their prefixes; that of elements without prefix by the empty one. */
type Scope = ReadonlyMap<string, string>

const outermost: Scope = new Map([
  ['', ''],
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
])

interface XmlTag {
  readonly name: Name
  readonly attributes: readonly { readonly name: Name; readonly value: string }[]
  /** Prefixes with the namespaces they are declared to be. */
  readonly declared: readonly (readonly [prefix: string, namespace: string])[]
  readonly isEmpty: boolean
  readonly closing: string
}

interface Name {
  readonly prefix: string
  readonly local: string
}

const xmlTag = tagReader(({ name, attributes, isEmpty, closing }: StartTag): XmlTag => {
  const all = attributes.map(({ name, value }) => ({ name: nameOf(name), value }))
  const declares = ({ name: { prefix, local } }: { name: Name }) => prefix === 'xmlns' || (prefix === '' && local === 'xmlns')
  const declared = all.filter(declares).map(({ name, value }) => declarationOf(name, value))
  return { name: nameOf(name), attributes: all.filter((one) => !declares(one)), declared, isEmpty, closing }
})

function nameOf(name: string): Name {
  const colon = name.indexOf(':')
  return { prefix: ownText(name.slice(0, Math.max(colon, 0))), local: propertyName(name.slice(colon + 1)) }
}

/** What the names of XML itself may be bound to is left to the parser of all XML (Namespaces in XML 1.0, section 3). */
function declarationOf({ prefix, local }: Name, namespace: string) {
  const declared = prefix === '' ? '' : local
  if (declared === 'xml' || declared === 'xmlns' || ofXmlItself.test(namespace)) notPlain()
  if ((declared !== '' && namespace === '') || namespace !== namespace.trim()) notPlain()
  return [declared, namespace] as const
}

const ofXmlItself = /^http:\/\/www\.w3\.org\/(?:XML\/1998\/|2000\/xmlns)/

function scopeOf({ declared }: XmlTag, around: Scope): Scope {
  return declared.length === 0 ? around : new Map([...around, ...declared])
}

const noAttributes: readonly Attribute[] = []

function opened({ name, attributes }: XmlTag, scope: Scope, line: number): OpenedElement {
  const namespace = namespaceOf(name.prefix, scope)
  if (attributes.length === 0) return { name: name.local, namespace, attributes: noAttributes, line }
  const own = attributes.map(({ name: { prefix, local }, value }) => ({
    name: local,
    namespace: prefix === '' ? '' : namespaceOf(prefix, scope),
    value,
  }))
  if (own.length > 1 && new Set(own.map(({ name, namespace }) => `${namespace} ${name}`)).size < own.length) notPlain()
  return { name: name.local, namespace, attributes: own, line }
}

function namespaceOf(prefix: string, scope: Scope): string {
  return scope.get(prefix) ?? notPlain()
}
