import type { Segment } from '../message/document.ts'
import { isChanged, isFull } from './msgfn.ts'
import { holdersOf, type Path } from './path.ts'
import type { Reading } from './reading.ts'

/**
 * Segments that were sent whole have none of the fields, so the sender emptied them. A segment that is missing says nothing, one that
 * was not sent whole says nothing of what it lacks, and NODATA (`/`) is not nothing.
 *
 * Of a segment that is whole because it changed (see `Conventions`) the others of its document may be missing though they have a value: then
 * each of the fields must be told empty.
 */
export function isEmptied(paths: readonly Path[], reading: Reading): boolean {
  let isTold = false
  let isByChange = false
  let isAllThere = true
  for (const path of paths) {
    const holders = holdersOf(path, reading)
    if (holders.length === 0) {
      isAllThere = false
      continue
    }
    const told = toldBy(path, holders, reading)
    if (told === 'nothing') return false
    isTold = true
    isByChange ||= told === 'change'
  }
  return isTold && (isAllThere || !isByChange)
}

/** What says that the field is empty, if something does. */
function toldBy({ field }: Path, holders: readonly Segment[], { conventions }: Reading): 'whole' | 'change' | 'nothing' {
  let told: 'whole' | 'change' | 'nothing' = 'nothing'
  for (const holder of holders) {
    if ((holder.fields[field] ?? '') !== '') return 'nothing'
    if (isFull(holder)) told = 'whole'
    else if (told === 'nothing' && conventions.changedSegments === 'whole' && isChanged(holder)) told = 'change'
  }
  return told
}
