import { randomUUID } from 'node:crypto'

/** A message of a proxy as the integration engine sends it: exactly once, with an acknowledgement of what became of it. */
export function xiEnvelope(area: string, interfaceName: string, payload: string): string {
  const [id, boundary] = [randomUUID(), `SAP_${randomUUID()}_END`]
  const xi = 'http://sap.com/xi/XI/Message/30'
  return `--${boundary}
Content-ID: <soap-1@sap.com>
Content-Type: text/xml; charset=utf-8
Content-Description: SOAP

<SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/">
<SOAP:Header xmlns:SAP="${xi}">
<SAP:Main versionMajor="003" versionMinor="000" SOAP:mustUnderstand="1">
<SAP:MessageClass>ApplicationMessage</SAP:MessageClass>
<SAP:ProcessingMode>asynchronous</SAP:ProcessingMode>
<SAP:MessageId>${id}</SAP:MessageId>
<SAP:TimeSent>${new Date().toISOString().replace(/\.\d+/, '')}</SAP:TimeSent>
<SAP:Sender><SAP:Party agency="" scheme=""/><SAP:Service>S4HCLNT100</SAP:Service></SAP:Sender>
<SAP:Receiver><SAP:Party agency="" scheme=""/><SAP:Service>LANDBRIDGE</SAP:Service></SAP:Receiver>
<SAP:Interface namespace="urn:landbridge:${area}">${interfaceName}</SAP:Interface>
</SAP:Main>
<SAP:ReliableMessaging SOAP:mustUnderstand="1" SAP:ApplicationAckRequested="true" SAP:ApplicationErrorAckRequested="true"><SAP:QualityOfService>ExactlyOnce</SAP:QualityOfService></SAP:ReliableMessaging>
</SOAP:Header>
<SOAP:Body><SAP:Manifest xmlns:SAP="${xi}" xmlns:xlink="http://www.w3.org/1999/xlink">
<SAP:Payload xlink:type="simple" xlink:href="cid:payload-1@sap.com"><SAP:Name>MainDocument</SAP:Name><SAP:Type>Application</SAP:Type></SAP:Payload>
</SAP:Manifest></SOAP:Body></SOAP:Envelope>
--${boundary}
Content-ID: <payload-1@sap.com>
Content-Type: application/xml
Content-Description: MainDocument

<?xml version="1.0" encoding="utf-8"?>
${payload}
--${boundary}--
`
}
