import type { Idoc } from './idocs.ts'

/** An IDoc as web service enabling of ALE sends it (transaction SRTIDOC): its type's element in the body of SOAP 1.1. */
export function inSoap({ type, xml }: Idoc): string {
  const document = `<${type} xmlns="urn:sap-com:document:sap:idoc:soap:messages">${xml}</${type}>`
  return `<?xml version="1.0" encoding="utf-8"?><soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/"><soap-env:Header/><soap-env:Body>${document}</soap-env:Body></soap-env:Envelope>`
}

/** Where they go to, beside the address of other IDocs. */
export function soapTarget(idocTarget: string): string {
  const url = new URL(idocTarget)
  url.pathname = url.pathname.replace(/^\/idoc(?=\/|$)/, '/idoc-soap')
  return url.href
}
