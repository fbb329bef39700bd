import type { Segment } from '../message/document.ts'

/** MSGFN 003: the sender deleted what the segment stands for (SAP: data element MSGFN). */
export function isDeleted(segment: Segment): boolean {
  return segment.fields.MSGFN === '003'
}

/** MSGFN 009 (original) and 005 (replace): the segment was sent whole, so a flag that is missing is not set. */
export function isFull(segment: Segment): boolean {
  return segment.fields.MSGFN === '005' || segment.fields.MSGFN === '009'
}
