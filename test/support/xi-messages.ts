/** An XI 3.0 message as an ABAP proxy sends it, and the Content-Type of its request. */
export interface XiRequest {
  readonly body: string
  readonly contentType: string
}

interface XiParts {
  readonly messageId?: string
  readonly messageClass?: string
  readonly interface?: string
  readonly namespace?: string
  readonly quality?: string
  readonly queueId?: string
  /** Attributes of ReliableMessaging. */
  readonly wants?: string
  readonly timeSent?: string
  readonly service?: string
  readonly payload?: string
  /** Something else in place of the whole SOAP part. */
  readonly envelope?: string
}

export const xiMessageId = '005056bf-38e0-1edd-b58c-9b5814a5e450'

/** The id of the message of this number. */
export function xiIdOf(number: number): string {
  return `005056bf-38e0-1edd-b58c-${String(number).padStart(12, '0')}`
}

/** A message that is right, but for what is said otherwise. */
export function xiMessage(parts: XiParts = {}): XiRequest {
  const { payload = '<n0:MT_Invoice xmlns:n0="urn:example:fi"><Number>90000001</Number></n0:MT_Invoice>' } = parts
  const boundary = 'SAP_867dc846-d766-11ed-c626-000000417ca6_END'
  const body = [
    `--${boundary}`,
    'Content-ID: <soap-1@sap.com>',
    'Content-Disposition: attachment;filename="soap-1@sap.com.xml"',
    'Content-Type: text/xml; charset=utf-8',
    'Content-Description: SOAP',
    '',
    parts.envelope ?? xiEnvelope(parts),
    `--${boundary}`,
    'Content-ID: <payload-1@sap.com>',
    'Content-Type: application/xml',
    'Content-Description: MainDocument',
    '',
    payload,
    `--${boundary}--`,
    '',
  ]
  return {
    body: body.join('\r\n'),
    contentType: `multipart/related; boundary=${boundary}; type="text/xml"; start="<soap-1@sap.com>"`,
  }
}

/** The SOAP part alone. */
export function xiEnvelope(parts: XiParts = {}): string {
  const quality = parts.quality ?? 'ExactlyOnce'
  const queue = parts.queueId === undefined ? '' : `<SAP:QueueId>${parts.queueId}</SAP:QueueId>`
  return `<SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/">
<SOAP:Header xmlns:SAP="http://sap.com/xi/XI/Message/30">
<SAP:Main versionMajor="003" versionMinor="000" SOAP:mustUnderstand="1">
<SAP:MessageClass>${parts.messageClass ?? 'ApplicationMessage'}</SAP:MessageClass>
<SAP:ProcessingMode>${quality === 'BestEffort' ? 'synchronous' : 'asynchronous'}</SAP:ProcessingMode>
<SAP:MessageId>${parts.messageId ?? xiMessageId}</SAP:MessageId>
<SAP:TimeSent>${parts.timeSent ?? '2026-11-24T03:30:01Z'}</SAP:TimeSent>
<SAP:Sender><SAP:Party agency="" scheme=""/><SAP:Service>${parts.service ?? 'BS_S4H_100'}</SAP:Service></SAP:Sender>
<SAP:Receiver><SAP:Party agency="" scheme=""/><SAP:Service>BS_LANDBRIDGE</SAP:Service></SAP:Receiver>
<SAP:Interface namespace="${parts.namespace ?? 'urn:example:fi'}">${parts.interface ?? 'SI_Invoice_Out'}</SAP:Interface>
</SAP:Main>
<SAP:ReliableMessaging ${parts.wants ?? ''} SOAP:mustUnderstand="1"><SAP:QualityOfService>${quality}</SAP:QualityOfService>${queue}</SAP:ReliableMessaging>
<SAP:HopList SOAP:mustUnderstand="1"><SAP:Hop timeStamp="2026-11-24T03:30:01Z" wasRead="false">
<SAP:Engine type="BS">BS_S4H_100</SAP:Engine><SAP:Adapter namespace="http://sap.com/xi/XI/System">XI</SAP:Adapter>
<SAP:MessageId>${parts.messageId ?? xiMessageId}</SAP:MessageId><SAP:Info>3.0</SAP:Info></SAP:Hop></SAP:HopList>
</SOAP:Header>
<SOAP:Body><SAP:Manifest xmlns:SAP="http://sap.com/xi/XI/Message/30" xmlns:xlink="http://www.w3.org/1999/xlink">
<SAP:Payload xlink:type="simple" xlink:href="cid:payload-1@sap.com"><SAP:Name>MainDocument</SAP:Name><SAP:Type>Application</SAP:Type></SAP:Payload>
</SAP:Manifest></SOAP:Body></SOAP:Envelope>`
}
