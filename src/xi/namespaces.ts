/** SOAP 1.1. */
export const soap = 'http://schemas.xmlsoap.org/soap/envelope/'

/** The headers of XI 3.0, and the name of its engine where a SOAP Fault has an actor. */
export const xi30 = 'http://sap.com/xi/XI/Message/30'

export const xlink = 'http://www.w3.org/1999/xlink'
