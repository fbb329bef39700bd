import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from '../create-log.ts'
import { readableLine } from './log-to-terminal.ts'

/** What a person at the terminal reads of one entry. */
function read(write: (log: ReturnType<typeof createLog>) => void): string {
  let json = ''
  write(
    createLog(
      { logLevel: 'info' },
      {
        write: (line) => {
          json += line
        },
      },
    ),
  )
  return readableLine(json)
}

test('at a terminal an entry is one line with time, level, sentence and details', () => {
  const line = read((log) => log.warn({ status: 400, reason: 'no\nXML' }, 'A packet was refused'))
  assert.match(line, /^\d\d:\d\d:\d\d WARN {2}A packet was refused {2}status=400 {2}reason=no XML\n$/)
})

test('an error keeps its message and its stack, under whatever name it is logged', () => {
  for (const name of ['err', 'error']) {
    const text = read((log) => log.error({ [name]: new TypeError('not yet') }, 'It failed'))
    assert.match(text, /ERROR It failed\n {2}TypeError: not yet\n {6}at .*log-to-terminal\.test/)
  }
})
