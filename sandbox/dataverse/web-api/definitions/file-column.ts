import type { ColumnFacts } from '../../column-facts.ts'
import type { TableDefinition } from '../../definition.ts'
import { Problem } from '../problem.ts'
import { attributeType } from './new-definition.ts'

/**
 * The facts of a file or image column, nothing for any other (Microsoft: "Work with file column definitions using code", "Work
 * with image column definitions using code"). The first image column of a table is its primary one.
 */
export function fileFacts(
  { images }: TableDefinition,
  body: Record<string, unknown>,
): Pick<ColumnFacts, 'type' | 'detail' | 'writable'> | undefined {
  const { MaxSizeInKB, CanStoreFullImage } = body
  switch (attributeType(body)) {
    case 'File':
      return { type: 'file', detail: kilobytes(MaxSizeInKB ?? 32_768, 10_485_760), writable: 'no' }
    case 'Image': {
      const marks = [CanStoreFullImage === true ? 'full' : '', images.length === 0 ? 'primary' : ''].filter(Boolean)
      return { type: 'image', detail: [kilobytes(MaxSizeInKB ?? 10_240, 30_720), ...marks].join(','), writable: '' }
    }
    default:
      return undefined
  }
}

/** Columns that come with a file or image column (Microsoft: "Use file column data", "Use image column data"). */
export function companionsOf({ column, type }: ColumnFacts): ColumnFacts[] {
  const readOnly = { required: '', writable: 'no' }
  if (type === 'file') return [{ column: `${column}_name`, type: 'text', detail: '255', ...readOnly }]
  if (type !== 'image') return []
  return [
    { column: `${column}id`, type: 'guid', detail: '', ...readOnly },
    { column: `${column}_timestamp`, type: 'bigint', detail: '', ...readOnly },
    { column: `${column}_url`, type: 'text', detail: '200', ...readOnly },
  ]
}

function kilobytes(given: unknown, most: number): string {
  if (Number.isInteger(given) && Number(given) >= 1 && Number(given) <= most) return String(given)
  throw new Problem(400, '0x80044330', `MaxSizeInKB must be from 1 to ${most}.`)
}
