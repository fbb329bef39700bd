/** An IDoc XML document as IDoc-SOAP carries it (namespace of SAP's IDoc messages). */
export function inSoapEnvelope(xml: string): string {
  const document = xml
    .replace(/^<\?xml[^>]*\?>\s*/, '')
    .replace(/^<(\w+)>/, '<$1 xmlns="urn:sap-com:document:sap:idoc:soap:messages">')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${document}</soap:Body></soap:Envelope>`
}
