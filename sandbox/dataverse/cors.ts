import type { Call, Reply } from './call.ts'

/**
 * What lets scripts of any web page read an answer of the Web API (recorded from the real service; Microsoft: "Use OAuth with
 * Cross-Origin Resource Sharing to connect a Single-Page Application").
 */
export const sharedWithPages = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'Preference-Applied,OData-EntityId,Location,ETag,OData-Version,Content-Encoding,Transfer-Encoding,Content-Length,Retry-After',
}

/** Whether a browser asks, without a token, if a page may send the request that it would like to send. */
export function isPreflight({ method, headers }: Call): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined
}

/** It may. `*` would not stand for Authorization, so the headers are called by their names (Fetch standard). */
export function preflightReply({ headers }: Call): Reply {
  return {
    status: 200,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,POST,PATCH,PUT,DELETE,OPTIONS',
      'access-control-allow-headers': headers['access-control-request-headers']?.toString() ?? '*',
    },
    body: '',
  }
}
