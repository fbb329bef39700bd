/** Why a packet or a file was refused at the door, besides what is wrong in the document. */
export const refusals: Readonly<Record<string, string>> = {
  'IDoc {idoc} is from system {system} (SNDPRN), but user {user} may only send for {own}; nothing of what came with it was stored. Send it as the user of {same}, see senders in the settings of Landbridge.':
    'IDoc {idoc} ist vom System {system} (SNDPRN), aber der Benutzer {user} darf nur für {own} senden; nichts von dem, was mit ihm kam, wurde gespeichert. Senden Sie es als der Benutzer von {same}, siehe senders in den Einstellungen von Landbridge.',
  // Who sends
  'User or password is wrong or missing; see the logon data of the RFC destination (SM59).':
    'Benutzer oder Kennwort ist falsch oder fehlt; siehe die Anmeldedaten der RFC-Destination (SM59).',
  'Too many different passwords from {address} were wrong; passwords from there are not looked at for {seconds} seconds. Check the logon data of the RFC destination (SM59), then send again.':
    'Von {address} kamen zu viele verschiedene falsche Kennwörter; Kennwörter von dort werden {seconds} Sekunden lang nicht geprüft. Prüfen Sie die Anmeldedaten der RFC-Destination (SM59), und senden Sie dann erneut.',
  'User {user} may not send for system {system}, only for {systems}.':
    'Der Benutzer {user} darf nicht für das System {system} senden, nur für {systems}.',
  '{why}; see senders in the settings of Landbridge, and the SSL certificate of the RFC destination (SM59, STRUST).':
    '{why}; siehe senders in den Einstellungen von Landbridge und das SSL-Zertifikat der RFC-Destination (SM59, STRUST).',
  '{certificate} is in the settings of no sender here': '{certificate} steht hier bei keinem Absender in den Einstellungen',
  '{certificate} ended on {time}': '{certificate} ist abgelaufen: {time}',
  '{certificate} is not valid before {time}': '{certificate} gilt erst ab {time}',
  'The client certificate {subject} (SHA-256 {print})': 'Das Client-Zertifikat {subject} (SHA-256 {print})',
  'The header {name} came more than once; the proxy must replace what its clients send':
    'Der Header {name} kam mehrmals; der Proxy muss ersetzen, was seine Clients senden',
  'What the proxy passed on as client certificate cannot be read':
    'Was der Proxy als Client-Zertifikat weitergab, ist nicht lesbar',

  // What is sent
  '{sent} is not taken here; send IDoc XML as {types}.': '{sent} wird hier nicht angenommen; senden Sie IDoc-XML als {types}.',
  '{sent} is not taken here; send XI 3.0 messages as {types}.':
    '{sent} wird hier nicht angenommen; senden Sie XI-3.0-Nachrichten als {types}.',
  'A packet without Content-Type': 'Ein Paket ohne Content-Type',
  'A message without Content-Type': 'Eine Nachricht ohne Content-Type',
  'Content-Encoding {coding} is not taken here; send the packet as gzip or uncompressed (SM59).':
    'Content-Encoding {coding} wird hier nicht angenommen; senden Sie das Paket als gzip oder unkomprimiert (SM59).',
  'Content-Encoding {coding} is not taken here; send the message as gzip or uncompressed (SM59).':
    'Content-Encoding {coding} wird hier nicht angenommen; senden Sie die Nachricht als gzip oder unkomprimiert (SM59).',
  'The packet is larger than {bytes} bytes (maxPacketBytes); send fewer IDocs at once (packet size in WE20) or raise the limit.':
    'Das Paket ist größer als {bytes} Bytes (maxPacketBytes); senden Sie weniger IDocs auf einmal (Paketgröße in WE20), oder erhöhen Sie die Grenze.',
  "The message is larger than {bytes} bytes ({setting}); let the proxy's program send fewer objects at once, or raise the limit.":
    'Die Nachricht ist größer als {bytes} Bytes ({setting}); lassen Sie das Programm des Proxys weniger Objekte auf einmal senden, oder erhöhen Sie die Grenze.',
  'Nothing came for {seconds} seconds after {bytes} bytes; nothing was stored, the whole packet must be sent again.':
    'Nach {bytes} Bytes kam {seconds} Sekunden lang nichts; nichts wurde gespeichert, das ganze Paket muss erneut gesendet werden.',
  'The sender broke off after {bytes} bytes; nothing was stored, the whole packet must be sent again.':
    'Der Absender brach nach {bytes} Bytes ab; nichts wurde gespeichert, das ganze Paket muss erneut gesendet werden.',
  'The body is not gzip, as its Content-Encoding says, or not all of it, after {bytes} bytes of what it holds; nothing was stored.':
    'Der Inhalt ist nicht gzip, wie sein Content-Encoding sagt, oder nicht der ganze, nach {bytes} ausgepackten Bytes; nichts wurde gespeichert.',

  // IDoc-SOAP
  'The envelope is wrong: {text}.': 'Der Envelope ist falsch: {text}.',
  'The SOAP envelope has no body with an IDoc in it.': 'Der SOAP-Envelope hat keinen Body mit einem IDoc.',
  'The root element is {name}, not a SOAP envelope; IDoc XML without one goes to /idoc.':
    'Das Wurzelelement ist {name}, kein SOAP-Envelope; IDoc-XML ohne einen geht an /idoc.',
  "The envelope is in the namespace '{namespace}'; only SOAP 1.1 is taken: {soap}.":
    'Der Envelope ist im Namensraum „{namespace}“; nur SOAP 1.1 wird angenommen: {soap}.',
  'The SOAP header {name} must be understood, but is not known here; leave it out.':
    'Der SOAP-Header {name} muss verstanden werden, ist hier aber nicht bekannt; lassen Sie ihn weg.',
  'The request holds several IDocs; IDoc-SOAP takes one at a time.':
    'Die Anfrage enthält mehrere IDocs; IDoc-SOAP nimmt eins auf einmal.',
  "ARCKEY of IDoc {idoc} is '{value}'; it must be {prefix} and the message id.":
    'ARCKEY des IDocs {idoc} ist „{value}“; es muss {prefix} und die Nachrichten-Id sein.',
  'ARCKEY of IDoc {idoc} holds no message id after {prefix}.': 'ARCKEY des IDocs {idoc} hat nach {prefix} keine Nachrichten-Id.',

  // XI messages
  'XI message {id} is a {kind}; only an ApplicationMessage is taken here, and nothing was sent that one could answer.':
    'Die XI-Nachricht {id} ist ein {kind}; nur ApplicationMessage wird hier angenommen, und nichts wurde gesendet, worauf man antworten könnte.',

  // Files
  'The file is larger than {bytes} bytes (maxPacketBytes); split it or raise the limit.':
    'Die Datei ist größer als {bytes} Bytes (maxPacketBytes); teilen Sie sie, oder erhöhen Sie die Grenze.',
  'IDoc {idoc} is from system {system}, but this folder is for {own}; put it where it belongs.':
    'Das IDoc {idoc} ist vom System {system}, aber dieser Ordner ist für {own}; legen Sie es dorthin, wohin es gehört.',
  'It is a link; only files are taken.': 'Es ist ein Link; nur Dateien werden angenommen.',
  'Landbridge may not read or move it ({code}); give its user the right to.':
    'Landbridge darf sie nicht lesen oder verschieben ({code}); geben Sie seinem Benutzer das Recht dazu.',
  'It was not stored because of an error in Landbridge, whose log says more.':
    'Sie wurde wegen eines Fehlers in Landbridge nicht gespeichert; dessen Protokoll sagt mehr.',
}
