import { sapName } from '../../idoc/segment-name.ts'
import { readXml } from '../../xml/read-xml.ts'
import type { OpenedElement, XmlListener } from '../../xml/xml-listener.ts'
import { withoutRelease } from './describe-document.ts'
import { type Described, type DescribedField, noField } from './described.ts'

/**
 * What the XML schema of an IDoc type says, as WE60 saves it (Documentation, XML Schema): elements within elements.
 * @throws {Rejected} with line and column @throws {Error} it is not that of an IDoc
 */
export function describeXsd(text: string, what: string): Described {
  const { root } = readXml(text, what, () => new SchemaReader())
  const [type] = root.elements
  const [idoc] = type?.elements ?? []
  if (type === undefined || idoc?.name !== 'IDOC')
    throw new Error('it is not the schema of an IDoc type, as WE60 saves it; give a document instead')
  const segments = idoc.elements.filter(({ name }) => name !== 'EDI_DC40')
  return { fields: fieldsOf(segments, ''), source: { kind: 'idoc', messageType: withoutRelease(type.name) } }
}

/** An element of the schema, and those within it. */
interface Declared {
  readonly name: string
  readonly elements: Declared[]
  length: number
  description: string
}

class SchemaReader implements XmlListener {
  readonly root: Declared = { name: '', elements: [], length: 0, description: '' }
  /** Names of the elements that are open, and of those that declare an element what they declare. */
  readonly #open: { name: string; declares?: Declared }[] = []
  readonly #declared: Declared[] = [this.root]

  open({ name, attributes }: OpenedElement): void {
    const attribute = (wanted: string) => attributes.find((one) => one.name === wanted)?.value
    const declared = attribute('name')
    const within = this.#declared.at(-1) as Declared
    if (name === 'maxLength') within.length = Number(attribute('value')) || 0
    if (name !== 'element' || declared === undefined) return void this.#open.push({ name })
    const declares = { name: sapName(declared), elements: [], length: 0, description: '' }
    within.elements.push(declares)
    this.#declared.push(declares)
    this.#open.push({ name, declares })
  }

  text(text: string): void {
    const names = this.#open.map(({ name }) => name)
    const declared = this.#declared.at(-1) as Declared
    // That of a value an element may have is not the element's.
    if (names.at(-1) === 'documentation' && names.at(-3) === 'element') declared.description = text.trim()
  }

  close(): void {
    if (this.#open.pop()?.declares !== undefined) this.#declared.pop()
  }
}

function fieldsOf(segments: readonly Declared[], parent: string): DescribedField[] {
  return segments.flatMap(({ name: segment, elements }) => {
    const isSegment = ({ elements }: Declared) => elements.length > 0
    const own = elements.filter((element) => !isSegment(element))
    const named = own.length === 0 ? [{ name: noField, length: 0, description: '' }] : own
    return [
      ...named.map(({ name, length, description }) => ({ segment, parent, field: name, length, description })),
      ...fieldsOf(elements.filter(isSegment), segment),
    ]
  })
}
