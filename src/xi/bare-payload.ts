import type { Segment } from '../message/document.ts'
import { isXi } from './is-xi.ts'
import { readTree } from './segment-tree.ts'
import { textOf } from './text-of.ts'

/** The main document of an XI message without the message, as SAP's monitors show and export it. */
export interface BarePayload {
  /** The namespace of its own element; empty when it has none. */
  readonly namespace: string
  readonly segments: readonly Segment[]
}

/** Whether it may be one: XML that is neither an XI message nor, as far as its beginning tells, IDocs. */
export function isBarePayload(payload: Uint8Array, contentType: string): boolean {
  if (isXi(payload, contentType)) return false
  const start = Buffer.from(payload.subarray(0, 65_536)).toString('latin1').replaceAll('\0', '')
  return /^(?:ï»¿|ÿþ|þÿ)?\s*(?:<[?!][^>]*>\s*)*<[\w.:-]+[\s/>]/.test(start) && !/<(?:[\w.-]+:)?IDOC[\s>]/.test(start)
}

/** @throws {Rejected} with line and column */
export function readBarePayload(payload: Uint8Array, contentType: string): BarePayload {
  return readTree(textOf(payload, contentType, 'The payload'), 'the payload')
}
