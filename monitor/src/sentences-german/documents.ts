/** Why a document cannot be read: an XI message, or IDocs as XML or flat. */
export const documents: Readonly<Record<string, string>> = {
  // Where
  'line {line}': 'Zeile {line}',
  'line {line}, column {column}': 'Zeile {line}, Spalte {column}',
  ' at line {line}, column {column}': ' (Zeile {line}, Spalte {column})',
  ' at line {line}, column {column} of {what}': ' ({what}, Zeile {line}, Spalte {column})',

  // XML
  'The packet': 'Das Paket',
  'The SOAP part': 'Der SOAP-Teil',
  'The main document': 'Das Hauptdokument',
  'the SOAP part': 'SOAP-Teil',
  'the main document': 'Hauptdokument',
  'The payload': 'Die Nutzdaten',
  'the payload': 'Nutzdaten',
  'The packet is not well-formed XML at {place}: {text}.': 'Das ist kein wohlgeformtes XML ({place}): {text}.',
  'an & must be written &amp;': 'ein & muss als &amp; geschrieben werden',
  'There is no well-formed XML at {place} of {what}: {text}.': '{what}, {place}: Das ist kein wohlgeformtes XML: {text}.',
  'Elements are nested deeper than {count} levels{place}.': 'Elemente sind tiefer als {count} Ebenen geschachtelt{place}.',
  'An element has more than {count} attributes{place}.': 'Ein Element hat mehr als {count} Attribute{place}.',
  'A document type declaration, which is refused for safety, ends{place}.':
    'Eine Dokumenttypdeklaration wird aus Sicherheitsgründen abgelehnt{place}.',
  'The packet has a document type declaration at {place}; IDocs have none, and it is refused for safety.':
    'Das Paket hat eine Dokumenttypdeklaration ({place}); IDocs haben keine, und aus Sicherheitsgründen wird sie abgelehnt.',
  '{what} holds bytes that are not {encoding} after {place}; declare the encoding it really has, or send UTF-8.':
    '{what} enthält nach {place} Bytes, die kein {encoding} sind; geben Sie die wirkliche Zeichencodierung an, oder senden Sie UTF-8.',
  '{what} is encoded in {encoding}, which cannot be read here (line 1, column 1); send it as UTF-8.':
    '{what} ist in {encoding} codiert, was hier nicht gelesen werden kann (Zeile 1, Spalte 1); senden Sie UTF-8.',
  'The packet is said to be {encoding} but does not begin as UTF-16 at line 1, column 1; send it as UTF-8.':
    'Das Paket soll {encoding} sein, beginnt aber nicht wie UTF-16 (Zeile 1, Spalte 1); senden Sie UTF-8.',

  // XI messages
  'The message has no part at all; its first must be the SOAP part.':
    'Die Nachricht hat keinen einzigen Teil; ihr erster muss der SOAP-Teil sein.',
  'The Content-Type {type} names no boundary, so the message cannot be taken apart.':
    'Der Content-Type {type} nennt keine Grenze (boundary); daher lässt sich die Nachricht nicht zerlegen.',
  'The message has no part: the boundary {boundary} of its Content-Type stands nowhere in it.':
    'Die Nachricht hat keinen Teil: Die Grenze {boundary} ihres Content-Type kommt in ihr nicht vor.',
  'The message breaks off: its part at line {line} is not followed by the boundary {boundary}.':
    'Die Nachricht bricht ab: Auf ihren Teil in Zeile {line} folgt keine Grenze {boundary}.',
  'The message has more than {count} parts.': 'Die Nachricht hat mehr als {count} Teile.',
  'The part at line {line} has the Content-Transfer-Encoding {coding}, which cannot be read here; send it as binary.':
    'Der Teil in Zeile {line} hat das Content-Transfer-Encoding {coding}, das hier nicht gelesen werden kann; senden Sie ihn als binary.',
  'Line {line} of the message is no header of a part: it has no colon.':
    'Zeile {line} der Nachricht ist kein Header eines Teils: Ihr fehlt der Doppelpunkt.',
  'The SOAP part is no SOAP 1.1 envelope but an element {name} (line {line}, column 1).':
    'Der SOAP-Teil ist kein Envelope von SOAP 1.1, sondern ein Element {name} (Zeile {line}, Spalte 1).',
  'The SOAP envelope at line {line} has no header Main of {namespace}, so it is no XI 3.0 message; is the destination of an ABAP proxy used for something else?':
    'Der SOAP-Envelope in Zeile {line} hat keinen Header Main aus {namespace}; daher ist es keine XI-3.0-Nachricht. Wird die Destination eines ABAP-Proxys für etwas anderes benutzt?',
  'The header Main at line {line} of the SOAP part has no {field}; the sender must fill it.':
    'Dem Header Main in Zeile {line} des SOAP-Teils fehlt {field}; der Absender muss es füllen.',
  "The MessageId '{id}' of the header Main (line {line}) is no GUID of 32 hexadecimal digits.":
    'Die MessageId „{id}“ des Headers Main (Zeile {line}) ist keine GUID aus 32 hexadezimalen Ziffern.',
  "The QualityOfService '{quality}' (line {line}) is none of BestEffort, ExactlyOnce, ExactlyOnceInOrder.":
    'Die QualityOfService „{quality}“ (Zeile {line}) ist weder BestEffort noch ExactlyOnce noch ExactlyOnceInOrder.',
  "The message must come in order (ExactlyOnceInOrder) but names no QueueId (line {line}), so nobody can tell after which; set the serialization context in the proxy's caller.":
    'Die Nachricht will in Reihenfolge kommen (ExactlyOnceInOrder), nennt aber keine QueueId (Zeile {line}); daher ist unklar, nach welcher. Setzen Sie im Aufrufer des Proxys den Serialisierungskontext.',
  'XI message {id} has no main document: its manifest (line 1, column 1 onwards) names none.':
    'Die XI-Nachricht {id} hat kein Hauptdokument: Ihr Manifest nennt keines (ab Zeile 1, Spalte 1).',
  'XI message {id} names a main document {content} in its manifest, but no part has this Content-ID.':
    'Die XI-Nachricht {id} nennt in ihrem Manifest das Hauptdokument {content}, aber kein Teil hat diese Content-ID.',
  'Text stands between the elements of {element} at {place} of {what}.':
    'Zwischen den Elementen von {element} steht Text ({what}, {place}).',

  // IDocs
  'The packet is empty (line 1, column 1); it must hold at least one IDoc.':
    'Das Paket ist leer (Zeile 1, Spalte 1); es muss mindestens ein IDoc enthalten.',
  'The packet has no element IDOC between line 1, column 1 and its end; it must hold at least one IDoc.':
    'Das Paket hat von Zeile 1, Spalte 1 bis zum Ende kein Element IDOC; es muss mindestens ein IDoc enthalten.',
  'The payload must hold exactly one IDoc; send several as a packet instead.':
    'Das Dokument muss genau ein IDoc enthalten; senden Sie mehrere als Paket.',
  'The payload must hold exactly one IDoc; send several as a file instead.':
    'Das Dokument muss genau ein IDoc enthalten; senden Sie mehrere als Datei.',
  'The IDoc at {place} has no control record EDI_DC40, so nobody can tell what it is or who sent it.':
    'Dem IDoc ({place}) fehlt der Kontrollsatz EDI_DC40; daher ist unklar, was es ist und wer es gesendet hat.',
  'The IDoc at {place} has no {field} in its control record {record}; the sender must fill it.':
    'Dem Kontrollsatz {record} des IDocs ({place}) fehlt {field}; der Absender muss es füllen.',
  '{what} is larger than {bytes} bytes (maxIdocBytes), read up to {place}; split it or raise the limit.':
    '{what} ist größer als {bytes} Bytes (maxIdocBytes), gelesen bis {place}; teilen Sie es, oder erhöhen Sie die Grenze.',
  'The IDoc': 'Das IDoc',
  'The IDoc at line {line}': 'Das IDoc in Zeile {line}',
  'What stands outside of an IDoc before line {line}': 'Was vor Zeile {line} außerhalb eines IDocs steht,',
  'Text stands outside of any segment of the IDoc{place}.': 'Außerhalb der Segmente des IDocs steht Text{place}.',
  'Text stands between the fields of segment {segment} at {place}.':
    'Zwischen den Feldern des Segments {segment} steht Text ({place}).',
  'The IDoc has a second control record{place}.': 'Das IDoc hat einen zweiten Kontrollsatz{place}.',
  'An element IDOC stands inside of an IDoc{place}.': 'In einem IDoc steht ein Element IDOC{place}.',
  'Field {field} stands outside of any segment of the IDoc{place}.':
    'Das Feld {field} steht außerhalb der Segmente des IDocs{place}.',
  'Segment {segment} has field {field} twice{place}.': 'Das Segment {segment} hat das Feld {field} zweimal{place}.',

  // Flat IDocs
  'The file is empty (line 1); it must hold at least one IDoc.':
    'Die Datei ist leer (Zeile 1); sie muss mindestens ein IDoc enthalten.',
  'The file is UTF-16 without a byte order mark at line 1; write it with one, or as UTF-8.':
    'Der Datei in UTF-16 fehlt die Bytereihenfolgemarke (BOM) in Zeile 1; schreiben Sie sie mit einer oder als UTF-8.',
  'Line {line} holds bytes that are not {encoding}; write the file as UTF-8.':
    'Zeile {line} enthält Bytes, die kein {encoding} sind; schreiben Sie die Datei als UTF-8.',
  'Line {line} does not end within {count} characters; each record must be a line of its own.':
    'Zeile {line} endet nicht innerhalb von {count} Zeichen; jeder Satz muss eine eigene Zeile sein.',
  'Line {line} is a control record of release 3 (EDI_DC); set the port to IDoc record types of version 4 (WE21).':
    'Zeile {line} ist ein Kontrollsatz des Release 3 (EDI_DC); stellen Sie den Port auf IDoc-Satzarten der Version 4 um (WE21).',
  'Line {line} is a status record ({name}); only IDocs are taken here, send status by another way.':
    'Zeile {line} ist ein Statussatz ({name}); hier werden nur IDocs angenommen, senden Sie Status auf einem anderen Weg.',
  "Line {line} begins with '{text}', but a flat IDoc begins with its control record EDI_DC40 or EDI_DC40_U.":
    'Zeile {line} beginnt mit „{text}“, aber ein flaches IDoc beginnt mit seinem Kontrollsatz EDI_DC40 oder EDI_DC40_U.',
  "Line {line} is neither a control record EDI_DC40 nor a data record: it begins with '{text}'.":
    'Zeile {line} ist weder ein Kontrollsatz EDI_DC40 noch ein Datensatz: Sie beginnt mit „{text}“.',
  'Line {line} has {count} characters, but a data record has {most} at most; is the file in another character encoding than it seems?':
    'Zeile {line} hat {count} Zeichen, aber ein Datensatz hat höchstens {most}; hat die Datei eine andere Zeichencodierung, als es scheint?',
  'Segment {segment} at line {line} stands in segment number {number} (PSGNUM), which did not come before it.':
    'Das Segment {segment} in Zeile {line} steht in der Segmentnummer {number} (PSGNUM), die nicht davor kam.',
  'Segment {segment} at line {line} belongs to IDoc {idoc}, but stands in IDoc {other}.':
    'Das Segment {segment} in Zeile {line} gehört zu IDoc {idoc}, steht aber in IDoc {other}.',
  'Segment number {number} comes a second time at line {line}.':
    'Die Segmentnummer {number} kommt in Zeile {line} ein zweites Mal.',
  'The fields of segment {segment} at line {line} cannot be told apart, because no WE60 file describes it. {advice}':
    'Die Felder des Segments {segment} in Zeile {line} lassen sich nicht trennen, weil keine WE60-Datei es beschreibt. {advice}',
  "Save its documentation (transaction WE60, Documentation, Parser) as a file in the folder that 'metadata' of 'files' names{folders}.":
    'Sichern Sie seine Dokumentation (Transaktion WE60, Dokumentation, Parser) als Datei in dem Ordner, den „metadata“ von „files“ nennt{folders}.',
  ' in landbridge.config.ts': ' (in landbridge.config.ts)',
  'The fields of segment {segment} at line {line} cannot be told apart: {problem}':
    'Die Felder des Segments {segment} in Zeile {line} lassen sich nicht trennen: {problem}',
  '{file} is no WE60 parser file: {problem}': '{file} ist keine Parser-Datei der WE60: {problem}',
  '{file} and {other} describe segment {segment} differently; keep the one that is right':
    '{file} und {other} beschreiben das Segment {segment} verschieden; behalten Sie die richtige',
  'There is no BEGIN_SEGMENT in it; save what WE60 shows under Documentation, Parser':
    'Darin steht kein BEGIN_SEGMENT; sichern Sie, was die WE60 unter Dokumentation, Parser zeigt',
  'BEGIN_SEGMENT names no segment at line {line}': 'BEGIN_SEGMENT nennt in Zeile {line} kein Segment',
  'Segment {segment} begins inside of {other} at line {line}':
    'Das Segment {segment} beginnt in Zeile {line} innerhalb von {other}',
  'Segment {segment}, begun at line {line}, is not ended': 'Das Segment {segment}, begonnen in Zeile {line}, endet nicht',
  'CHARACTER_LAST without NAME and CHARACTER_FIRST at line {line}':
    'CHARACTER_LAST steht in Zeile {line} ohne NAME und CHARACTER_FIRST',
  'Field {field} of {segment} cannot stand at {first} to {last} (line {line}); it must lie within {earliest} to {latest}':
    'Das Feld {field} von {segment} kann nicht auf {first} bis {last} stehen (Zeile {line}); es muss zwischen {earliest} und {latest} liegen',
  "{keyword} is '{value}' at line {line}; it must be a number": '{keyword} ist in Zeile {line} „{value}“; es muss eine Zahl sein',
}
