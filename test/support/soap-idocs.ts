export const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/'
export const idocNamespace = 'urn:sap-com:document:sap:idoc:soap:messages'

/** The IDoc XML of one DEBMAS as the body of an IDoc-SOAP envelope. */
export function soapIdoc(xml: string): string {
  return enveloped(bodyOf(xml))
}

/** The IDoc XML in the IDoc-SOAP namespace. */
export function bodyOf(xml: string): string {
  return xml.replace(/^<\?.*\?>\n/, '').replace('<DEBMAS07>', `<DEBMAS07 xmlns="${idocNamespace}">`)
}

export function enveloped(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="${soap11}"><s:Body>${content}</s:Body></s:Envelope>`
}

export function withPrefixes(xml: string): string {
  return xml.replace('xmlns=', 'xmlns:ns2=').replace(/<(\/?)(\w)/g, '<$1ns2:$2')
}

export function withArckey(xml: string, arckey: string): string {
  return xml.replace('<SERIAL>', `<ARCKEY>${arckey}</ARCKEY><SERIAL>`)
}

export function withHeader(xml: string, header: string): string {
  return xml.replace('<s:Body>', `<s:Header>${header}</s:Header><s:Body>`)
}
