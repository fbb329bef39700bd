import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalisedMessageId } from './message-id.ts'

const id = '005056bf-38e0-1edd-b58c-9b5814a5e450'

for (const sent of [id, id.toUpperCase(), id.replaceAll('-', ''), id.replaceAll('-', '').toUpperCase(), `{${id}}`, ` ${id}\n`]) {
  test(`the MessageId '${sent.trim()}' is the same message`, () => assert.equal(normalisedMessageId(sent), id))
}

for (const sent of ['', '005056bf-38e0-1edd-b58c-9b5814a5e45', `${id}0`, 'g05056bf-38e0-1edd-b58c-9b5814a5e450']) {
  test(`'${sent}' is no MessageId`, () => assert.equal(normalisedMessageId(sent), undefined))
}
