/**
 * The headers by which browsers refuse what no page of ours does: script that stands in a page, anything from elsewhere, being framed.
 * They go with every answer. Styles may stand in a page, because UI5 and the page of the API set them on their elements.
 */
export function securityHeaders(publicUrl: string | undefined): Record<string, string> {
  return {
    'content-security-policy':
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    // Only where it is known that there is https: a browser would never come back to plain http.
    ...(publicUrl?.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}
