import { oneLine } from './words.ts'

/**
 * Lines of a table for the terminal: columns as wide as their content, the last one cut to the width there is. Where hardly
 * anything is left for the last column, it stands below its row.
 */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[], width = terminalWidth()): string[] {
  const cells = [head, ...rows].map((row) => row.map(oneLine))
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const last = head.length - 1
  const before = widths.slice(0, last).reduce((sum, one) => sum + one + gap.length, 0)
  const isBelow = width - before < Math.min(enough, widths[last] ?? 0)
  return cells.flatMap((row, index) => {
    const start = row.slice(0, last).map((cell, column) => cell.padEnd(widths[column] ?? 0))
    const end = row[last] ?? ''
    if (!isBelow) return [cut([...start, end].join(gap), width)]
    const line = cut(start.join(gap), width)
    return index === 0 || end === '' ? [line] : [line, cut(`    ${end}`, width)]
  })
}

const gap = '  '
/** Characters that say something. */
const enough = 40

/** Nobody cuts lines that go into a file or another program. */
function terminalWidth(): number {
  return (process.stdout.isTTY && process.stdout.columns) || Number.POSITIVE_INFINITY
}

function cut(line: string, width: number): string {
  const text = line.trimEnd()
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`
}
