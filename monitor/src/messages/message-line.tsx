import { memo } from 'react'
import { type Message, numberOf } from '../model.ts'
import { t } from '../words.ts'
import { type ColumnName, columnOf } from './columns.tsx'

interface Props {
  readonly message: Message
  readonly columns: readonly ColumnName[]
  readonly rowIndex: number
  readonly isChosen: boolean
  onToggle(id: string): void
}

/** One message; drawn anew only when something of it changed, so that scrolling draws just the lines that come into sight. */
export const MessageLine = memo(({ message, columns, rowIndex, isChosen, onToggle }: Props) => (
  <tr className={isChosen ? 'line chosen' : 'line'} aria-rowindex={rowIndex}>
    <td>
      <input
        type="checkbox"
        aria-label={t('Choose {number}', { number: numberOf(message) })}
        checked={isChosen}
        onChange={() => onToggle(message.id)}
      />
    </td>
    {columns.map((name) => (
      <td key={name} className={name} title={columnOf(name).hint?.(message)}>
        {columnOf(name).cell(message)}
      </td>
    ))}
  </tr>
))
