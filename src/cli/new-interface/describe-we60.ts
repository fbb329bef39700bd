import { readWe60 } from '../../idoc/we60.ts'
import { withoutRelease } from './describe-document.ts'
import type { Described } from './described.ts'

/** Whether it is what WE60 saves under Documentation, Parser. */
export function isWe60(text: string): boolean {
  return /^\s*BEGIN_SEGMENT\s/m.test(text)
}

/** What WE60 says of an IDoc type. @throws {Error} with the line, when it is cut off or says something impossible */
export function describeWe60(text: string): Described {
  const [, basicType = ''] = /^\s*BEGIN_IDOC\s+(\S+)/m.exec(text) ?? []
  const open: { type: string; level: number }[] = []
  const fields = readWe60(text).flatMap(({ type, level, fields }) => {
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level) open.pop()
    const parent = open.at(-1)?.type ?? ''
    open.push({ type, level })
    return fields.map(({ name, first, last, text }) => ({
      segment: type,
      parent,
      field: name,
      length: last - first + 1,
      description: text,
    }))
  })
  return { fields, source: { kind: 'idoc', messageType: withoutRelease(basicType) } }
}
