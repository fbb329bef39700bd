import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Rejected } from '../message/errors.ts'
import { mediaTypeOf } from './media-type.ts'
import { partsOf } from './multipart.ts'

const bodies: [claim: string, body: string, parts: string[]][] = [
  ['CRLF', '--b\r\nContent-ID: <1>\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n', ['one', 'two']],
  ['LF alone', '--b\nContent-ID: <1>\n\none\n--b\n\ntwo\n--b--', ['one', 'two']],
  ['text before and after', 'hello\r\n\r\n--b\r\n\r\none\r\n--b--\r\nbye\r\n--b\r\n', ['one']],
  ['blanks behind the boundary', '--b  \r\n\r\none\r\n--b--', ['one']],
  [
    'a part that holds something like the boundary',
    '--b\r\n\r\none --b\r\n--bb\r\nx--b--\r\n--b--',
    ['one --b\r\n--bb\r\nx--b--'],
  ],
  ['an empty part', '--b\r\nA: b\r\n\r\n\r\n--b--', ['']],
  ['a part with neither headers nor content', '--b\r\n\r\n--b--', ['']],
  ['a nested message', '--b\r\n\r\n--c\r\n\r\nin\r\n--c--\r\n--b--', ['--c\r\n\r\nin\r\n--c--']],
  ['base64', '--b\r\nContent-Transfer-Encoding: BASE64\r\n\r\nb25l\r\n--b--', ['one']],
  ['quoted-printable', '--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\no=6Ee=\r\n=3D\r\n--b--', ['one=']],
  ['no part', '--b--', []],
]

for (const [claim, body, parts] of bodies) {
  test(`a body with ${claim} is taken apart`, () => {
    assert.deepEqual(
      partsOf(Buffer.from(body), 'b').map(({ content }) => Buffer.from(content).toString()),
      parts,
    )
  })
}

test('a header may go on in the next line, and its name may be written in any way', () => {
  const [part] = partsOf(Buffer.from('--b\r\ncontent-TYPE: text/xml;\r\n\tcharset=utf-8\r\n\r\n<a/>\r\n--b--'), 'b')
  assert.equal(part?.headers.get('content-type'), 'text/xml; charset=utf-8')
})

test('bytes that are no text stay as they are', () => {
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0, 0xff, 0x0a, 0x0d])
  const [part] = partsOf(Buffer.concat([Buffer.from('--b\r\n\r\n'), bytes, Buffer.from('\r\n--b--')]), 'b')
  assert.deepEqual(Buffer.from(part?.content ?? []), bytes)
})

const wrong: [claim: string, body: string, says: RegExp][] = [
  ['has no boundary', 'one', /The message has no part: the boundary b of its Content-Type stands nowhere in it/],
  ['does not end', '--b\r\n\r\none\r\n--b\r\n\r\ntwo', /breaks off: its part at line 3 is not followed by the boundary b/],
  ['has a header without colon', '--b\r\nContent-ID\r\n\r\n--b--', /Line 2 of the message is no header of a part/],
  [
    'is encoded in a way of its own',
    '--b\r\n\r\n\r\n--b\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\none\r\n--b--',
    /The part at line 5 has the Content-Transfer-Encoding x-uuencode, which cannot be read here/,
  ],
  ['has parts without end', `${'--b\r\n\r\n'.repeat(300)}--b--`, /has more than 200 parts/],
]

for (const [claim, body, says] of wrong) {
  test(`a body that ${claim} is refused`, () => {
    assert.throws(() => partsOf(Buffer.from(body), 'b'), { name: Rejected.name, message: says })
  })
}

const types: [sent: string, type: string, parameters: Record<string, string>][] = [
  ['text/xml', 'text/xml', {}],
  ['Text/XML ; Charset="UTF-8"', 'text/xml', { charset: 'UTF-8' }],
  [
    'multipart/related; boundary=SAP_1=2_END; type="text/xml"; start="<a;b@sap.com>"',
    'multipart/related',
    { boundary: 'SAP_1=2_END', type: 'text/xml', start: '<a;b@sap.com>' },
  ],
  ['multipart/related;boundary="a\\"b"', 'multipart/related', { boundary: 'a"b' }],
  ['', '', {}],
]

for (const [sent, type, parameters] of types) {
  test(`the Content-Type '${sent}' is read`, () => {
    const read = mediaTypeOf(sent)
    assert.deepEqual([read.type, Object.fromEntries(read.parameters)], [type, parameters])
  })
}
