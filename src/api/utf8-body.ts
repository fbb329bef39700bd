import { isUtf8 } from 'node:buffer'
import { mediaTypeOf } from '../xi/media-type.ts'
import { Problem } from './problem.ts'

/**
 * A body as text. Nothing is guessed: bytes of another encoding would become other characters, and be written to Dynamics 365 so.
 * @throws {Problem} it is said to be in another encoding, or is
 */
export function utf8Text(body: Buffer, contentType = ''): string {
  const charset = mediaTypeOf(contentType).parameters.get('charset')
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw new Problem(415, `A body in ${charset} is not taken here`, 'Send it as UTF-8, and say charset=utf-8 or nothing.')
  }
  if (isUtf8(body)) return body.toString('utf8')
  throw new Problem(400, 'The body is not UTF-8', 'Send it, or save the file, as UTF-8 (in Excel: CSV UTF-8).')
}
