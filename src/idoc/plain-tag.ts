import { propertyName } from '../message/own-text.ts'
import { type StartTag, tagReader } from '../xml/start-tag.ts'
import { sapName } from './segment-name.ts'

/** The start tag of an element in a plain packet. */
export interface PlainTag {
  readonly sapName: string
  readonly isIdoc: boolean
  readonly isSegment: boolean
  readonly isEmpty: boolean
  readonly closing: string
}

/** What stands between `<` and `>`; throws when that is not plain. */
export const plainTag = tagReader(({ name, attributes, isEmpty, closing }: StartTag): PlainTag => {
  const own = propertyName(sapName(name))
  return { sapName: own, isIdoc: own === 'IDOC', isSegment: attributes.some(({ name }) => name === 'SEGMENT'), isEmpty, closing }
})
