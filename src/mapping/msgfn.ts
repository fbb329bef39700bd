import type { Segment } from '../message/document.ts'

/** MSGFN 003: the sender deleted what the segment stands for (SAP: data element MSGFN). */
export function isDeleted(segment: Segment): boolean {
  return segment.fields.MSGFN === '003'
}

/** Deleted, or in a segment that is: what stands in it is gone with it. */
export function isGone(segment: Segment): boolean {
  return isDeleted(segment) || (segment.parent !== undefined && isGone(segment.parent))
}

/** What was sent after the last deletion, of segments that stand for the same; the last one first. The last one itself always counts. */
export function sinceDeletion(segments: readonly Segment[]): readonly Segment[] {
  const deletion = segments.findIndex(isGone)
  return deletion === -1 ? segments : segments.slice(0, Math.max(deletion, 1))
}

/** MSGFN 009 (original) and 005 (replace): the segment was sent whole, so a flag that is missing is not set. */
export function isFull(segment: Segment): boolean {
  return segment.fields.MSGFN === '005' || segment.fields.MSGFN === '009'
}

/** MSGFN 004: something of the segment changed. Whether it holds what did not change as well its sender knows (see `Conventions`). */
export function isChanged(segment: Segment): boolean {
  return segment.fields.MSGFN === '004'
}
