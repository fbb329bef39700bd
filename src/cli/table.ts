import { oneLine } from './words.ts'

/** Lines of a table for the terminal: columns as wide as their content, the last one cut to the width there is. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[], width = terminalWidth()): string[] {
  const cells = [head, ...rows].map((row) => row.map(oneLine))
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return cells.map((row) => {
    const padded = row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
    return cut(padded.join('  ').trimEnd(), width)
  })
}

/** Nobody cuts lines that go into a file or another program. */
function terminalWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`
}
