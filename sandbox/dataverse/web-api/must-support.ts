import type { TableDefinition } from '../definition.ts'
import { Problem } from './problem.ts'

/** Some tables hold what comes about by other ways only, e.g. the files of file columns, and what is related many to many. @throws {Problem} this is such a table */
export function mustSupport({ name, relates }: TableDefinition, message: 'Create' | 'Update' | 'Delete'): void {
  if (!writtenByOthers.includes(name) && relates === undefined) return
  throw new Problem(
    400,
    '0x80040800',
    `The '${message}' method does not support entities of type '${name}'. MessageProcessorCache returned MessageProcessor.Empty. `,
  )
}

/** Microsoft, "FileAttachment table/entity reference": no message of it makes, changes or deletes rows. */
const writtenByOthers = ['fileattachment']
