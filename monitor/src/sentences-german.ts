/**
 * What the server says of messages, channels and requests, with names for its values, and how that is said in German. The server's sentence is
 * what is stored, searched and answered to programs; a test holds these to its sources.
 */
export const sentences: Readonly<Record<string, string>> = {
  // Mapping
  "'{code}' ({field}) is not in the value mapping {list}; add it there, and this goes out by itself":
    'Der Wertzuordnung {list} fehlt „{code}“ ({field}); tragen Sie es dort ein, dann geht dies von selbst hinaus',
  "'{code}' ({field}) is not in the value mapping {list}; {consequence}":
    'Der Wertzuordnung {list} fehlt „{code}“ ({field}); {consequence}',
  'the column was left out': 'die Spalte wurde weggelassen',
  'the code was taken as it is': 'der Code wurde unverändert übernommen',
  "{field} of {object} is '{value}', which {problem}; correct it in SAP and send it again":
    '{field} von {object} ist „{value}“; das {problem}. Korrigieren Sie es in SAP und senden Sie es erneut',
  'is no date (YYYYMMDD)': 'ist kein Datum (JJJJMMTT)',
  'is no time (hhmmss)': 'ist keine Uhrzeit (hhmmss)',
  'is no number': 'ist keine Zahl',
  "is no checkbox ('X' or nothing)": 'ist kein Ankreuzfeld („X“ oder nichts)',
  'has no currency ({field}), so nobody can tell where its point belongs':
    'hat keine Währung ({field}), so dass niemand weiß, wo sein Komma hingehört',
  "'{value}' for {object} (from {field}) is no option of {column}, which has {options}; correct the value mapping and restart the message":
    '„{value}“ für {object} (aus {field}) ist keine Auswahl von {column}; es gibt {options}. Korrigieren Sie die Wertzuordnung und starten Sie die Meldung neu',
  '{field} of {object} is {value}; {column} takes {min} to {max}; correct it in SAP and send it again':
    '{field} von {object} ist {value}; {column} nimmt {min} bis {max}. Korrigieren Sie es in SAP und senden Sie es erneut',
  "{column} holds {length} characters; '{text}' ({field}) was cut":
    '{column} fasst {length} Zeichen; „{text}“ ({field}) wurde gekürzt',
  '{segment} of {object} at line {line} has no {field}, by which its row of {table} is found; correct it in SAP and send it again':
    '{segment} von {object} in Zeile {line} hat kein {field}, mit dem die Zeile in {table} gefunden wird. Korrigieren Sie es in SAP und senden Sie es erneut',
  '{problem} ({segment}), so it cannot be told which object it is for ({title}); correct it in SAP and send it again, or cancel the message':
    '{problem} ({segment}); daher ist unklar, für welches Objekt es ist ({title}). Korrigieren Sie es in SAP und senden Sie es erneut, oder stornieren Sie die Meldung',
  '{document} has no {field} in its segment at line {line}': '{document} hat kein {field} im Segment in Zeile {line}',
  '{document} has no such segment': '{document} hat kein solches Segment',
  'Annual sales of {object} are in {currency}, the account is in {other}; they were left out':
    'Der Jahresumsatz von {object} ist in {currency}, die Firma in {other}; er wurde weggelassen',
  'The mapping failed: {text}': 'Das Mapping ist gescheitert: {text}',
  "There is no interface '{name}' any more; add it again or cancel the message":
    'Die Schnittstelle „{name}“ gibt es nicht mehr; fügen Sie sie wieder hinzu oder stornieren Sie die Meldung',
  "The interface '{name}' is switched off; set interfaces.{setting}.enabled to true, then restart the message":
    'Die Schnittstelle „{name}“ ist ausgeschaltet; setzen Sie interfaces.{setting}.enabled auf true und starten Sie die Meldung dann neu',
  "The interface '{name}' finds no object {object} in this message; was its object key changed?":
    'Die Schnittstelle „{name}“ findet in dieser Meldung kein Objekt {object}; wurde ihr Objektschlüssel geändert?',
  'No interface takes documents of {kind}': 'Keine Schnittstelle nimmt Dokumente der Art {kind}',

  // Order and references
  'A newer state of this object was already delivered': 'Ein neuerer Stand dieses Objekts wurde bereits zugestellt',
  'Message {message} ({object}) comes first in the queue {queue}, which the sender wants to be kept in order; deliver or cancel that one':
    'Zuerst kommt Meldung {message} ({object}) in der Warteschlange {queue}, deren Reihenfolge der Absender gewahrt haben will; stellen Sie diese zu oder stornieren Sie sie',
  '{row} refers to {other}, which Dynamics 365 does not have. Send that one first; this one then goes by itself':
    '{row} verweist auf {other}, was Dynamics 365 nicht hat. Senden Sie das zuerst; dies geht danach von selbst hinaus',
  '{column} was left out: Dynamics 365 has no {other}': '{column} wurde weggelassen: Dynamics 365 hat kein {other}',
  '{column}: Dynamics 365 has no {other}, so the fallback owner was set ({owner})':
    '{column}: Dynamics 365 hat kein {other}; daher wurde der Ersatzbesitzer gesetzt ({owner})',
  'These wait for each other: {chain}. Send one of them without its reference first, then restart this. {reason}':
    'Diese warten aufeinander: {chain}. Senden Sie eines davon zuerst ohne seinen Verweis und starten Sie dies dann neu. {reason}',
  'For {days} days {chain}, and it did not come. Send it, then restart this, or cancel this. {reason}':
    'Seit {days} Tagen: {chain}, und es kam nicht. Senden Sie es und starten Sie dies dann neu, oder stornieren Sie dies. {reason}',
  '{object} waits for {other}': '{object} wartet auf {other}',
  '{object} is being delivered right now': '{object} wird gerade zugestellt',
  '{object} waits behind an earlier message of the same object; restart or cancel that one':
    '{object} wartet hinter einer früheren Meldung desselben Objekts; starten Sie diese neu oder stornieren Sie sie',
  '{object} is {status} already': '{object} ist schon {status}',
  delivered: 'zugestellt',
  unchanged: 'unverändert',
  superseded: 'überholt',
  cancelled: 'storniert',
  'Cancelled by {who}: {reason}': 'Storniert von {who}: {reason}',
  'replaced by message {message}: {reason}': 'ersetzt durch Meldung {message}: {reason}',
  'replaced by message {message}': 'ersetzt durch Meldung {message}',
  'sent as message {message}': 'gesendet als Meldung {message}',
  'its code was added to {list}: {reason}': 'ihr Code wurde in {list} eingetragen: {reason}',
  'its code was added to {list}': 'ihr Code wurde in {list} eingetragen',

  // Dynamics 365
  'Dynamics 365 refused {row}: {text}. {advice}': 'Dynamics 365 hat {row} abgelehnt: {text}. {advice}',
  'Dynamics 365 could not take {row}: {text}. {advice}': 'Dynamics 365 konnte {row} nicht annehmen: {text}. {advice}',
  'Dynamics 365 is not set up for {row}: {text}. {advice}': 'Dynamics 365 ist für {row} nicht eingerichtet: {text}. {advice}',
  'It is tried again': 'Es wird erneut versucht',
  'Correct the value in SAP or the mapping, then restart the message':
    'Korrigieren Sie den Wert in SAP oder das Mapping und starten Sie die Meldung dann neu',
  'Another row holds the same values: merge or delete one of the two, then restart the message':
    'Eine andere Zeile hat dieselben Werte: führen Sie beide zusammen oder löschen Sie eine und starten Sie die Meldung dann neu',
  'Run npx landbridge provision, and see that npx landbridge check is content':
    'Rufen Sie npx landbridge provision auf, und sehen Sie, dass npx landbridge check zufrieden ist',
  "The table {table} of this environment has no column '{column}'. {advice}":
    'Der Tabelle {table} dieser Umgebung fehlt die Spalte „{column}“. {advice}',
  'Give the application user a security role with the privilege {privilege} in the Power Platform admin center':
    'Geben Sie dem Anwendungsbenutzer im Power Platform Admin Center eine Sicherheitsrolle mit dem Recht {privilege}',
  'Create an application user for dataverse.credential.clientId in this environment, or correct dataverse.url if it is another one':
    'Legen Sie in dieser Umgebung einen Anwendungsbenutzer für dataverse.credential.clientId an, oder korrigieren Sie dataverse.url, wenn es eine andere ist',
  'It does not take our token: see that dataverse.url and dataverse.credential belong together':
    'Sie nimmt unser Token nicht: sehen Sie, dass dataverse.url und dataverse.credential zusammengehören',
  'See that the application user of dataverse.credential is enabled and has a security role':
    'Sehen Sie, dass der Anwendungsbenutzer von dataverse.credential aktiviert ist und eine Sicherheitsrolle hat',
  'See that dataverse.url is the address of a Dataverse environment':
    'Sehen Sie, dass dataverse.url die Adresse einer Dataverse-Umgebung ist',
  'Dynamics 365 has more than one {row}; merge or delete the others, then restart the message':
    'Dynamics 365 hat mehr als eine Zeile {row}; führen Sie sie zusammen oder löschen Sie die anderen und starten Sie die Meldung dann neu',
  '{host} cannot be reached ({text}). It is tried again': '{host} ist nicht erreichbar ({text}). Es wird erneut versucht',
  'The TLS certificate of {host} is not trusted ({text}). Name the PEM file of its authority in dataverse.caFile, or correct the address':
    'Dem TLS-Zertifikat von {host} wird nicht vertraut ({text}). Nennen Sie die PEM-Datei seiner Zertifizierungsstelle in dataverse.caFile, oder korrigieren Sie die Adresse',
  '{host} gave no answer to what it was asked. It is tried again':
    '{host} hat auf die Anfrage nicht geantwortet. Es wird erneut versucht',
  'Microsoft Entra ID gives no token now: {text}. It is tried again':
    'Microsoft Entra ID gibt gerade kein Token: {text}. Es wird erneut versucht',
  'Microsoft Entra ID gives no token: {text}. {advice}': 'Microsoft Entra ID gibt kein Token: {text}. {advice}',
  'See the settings under dataverse.credential': 'Siehe die Einstellungen unter dataverse.credential',
  'The secret in dataverse.credential.clientSecret is wrong; it must be the value of the client secret, not its id':
    'Das Geheimnis in dataverse.credential.clientSecret ist falsch; es muss der Wert des Geheimnisses sein, nicht seine Id',
  'The secret in dataverse.credential.clientSecret has expired; create a new one in the app registration':
    'Das Geheimnis in dataverse.credential.clientSecret ist abgelaufen; legen Sie in der App-Registrierung ein neues an',
  '{used} of the {limit} requests that dataverse.dailyRequests allows within 24 hours are used. The rest is spread over the day; buy more, or raise the setting if there are more':
    '{used} der {limit} Anfragen, die dataverse.dailyRequests in 24 Stunden erlaubt, sind verbraucht. Der Rest wird über den Tag verteilt; kaufen Sie weitere, oder erhöhen Sie die Einstellung, wenn es mehr gibt',
  'The channel to {name} was paused by a person; this goes out when it is resumed':
    'Der Kanal zu {name} wurde von einer Person angehalten; dies geht hinaus, sobald er fortgesetzt wird',
  'The channel to {name} is paused; this goes out when that was put right':
    'Der Kanal zu {name} pausiert; dies geht hinaus, sobald die Ursache behoben ist',

  // Alerts
  '{what} held in {name}: {reason}': '{what} in {name} angehalten: {reason}',
  '1 delivery is': '1 Zustellung ist',
  '{count} deliveries are': '{count} Zustellungen sind',
  'The channel {name} was paused by {who}: {reason}': 'Der Kanal {name} wurde von {who} angehalten: {reason}',
  'The interface {name} was paused by {who}: {reason}': 'Die Schnittstelle {name} wurde von {who} angehalten: {reason}',
  'The channel {name} is paused: {reason}': 'Der Kanal {name} pausiert: {reason}',
  '{object} waits since {time}, longer than {minutes} minutes; message {message} says why':
    '{object} wartet seit {time}, länger als {minutes} Minuten; Meldung {message} sagt, warum',
  '{failed} of {tried} tries of {name} failed within {minutes} minutes; the messages that wait or are held say why':
    '{failed} von {tried} Versuchen von {name} sind in {minutes} Minuten gescheitert; die wartenden und angehaltenen Meldungen sagen, warum',
  'The credential of {of} {when}; make a new one and set it':
    'Die Anmeldedaten {of} {when}; legen Sie neue an und setzen Sie sie',
  'the channel {name}': 'des Kanals {name}',
  'the sign-in by {name}': 'der Anmeldung über {name}',
  'The API token {name} ends on {day}; make a new one and give it to its program':
    'Das API-Token {name} endet am {day}; erstellen Sie ein neues und geben Sie es seinem Programm',
  'ends on {day}': 'enden am {day}',
  'ended on {day}': 'endeten am {day}',

  // The API
  'User or password is wrong': 'Benutzer oder Kennwort ist falsch',
  'Try again, or ask an administrator for a new password.':
    'Versuchen Sie es erneut, oder bitten Sie einen Administrator um ein neues Kennwort.',
  'Too many wrong passwords came from your address': 'Von Ihrer Adresse kamen zu viele falsche Kennwörter',
  'Try again in {minutes} minutes.': 'Versuchen Sie es in {minutes} Minuten erneut.',
  'The document is not as it should be': 'Das Dokument ist nicht, wie es sein soll',
  'The packet is not well-formed XML at {place}: {text}.': 'Das ist kein wohlgeformtes XML ({place}): {text}.',
  'The request is not as it should be': 'Die Anfrage ist nicht, wie sie sein soll',
  'Not available now': 'Gerade nicht verfügbar',
  'Something went wrong in Landbridge': 'In Landbridge ist etwas schiefgegangen',
  'The log of Landbridge says more.': 'Das Protokoll von Landbridge sagt mehr.',
  'There is no message {id}': 'Es gibt keine Meldung {id}',
  'GET /api/messages lists what there is.': 'Die Seite Meldungen zeigt, was es gibt.',
  'Several messages have the IDoc number {id}': 'Mehrere Meldungen haben die IDoc-Nummer {id}',
  'Use a message id: {ids}.': 'Nehmen Sie eine Meldungs-Id: {ids}.',
  'Its payload is gone': 'Ihr Dokument ist nicht mehr da',
  'Retention dropped it.': 'Es wurde nach der Aufbewahrungsfrist gelöscht.',
  'No message was ever about {object}': 'Keine Meldung handelte je von {object}',
  'See the object keys in GET /api/messages.': 'Die Objektschlüssel stehen auf der Seite Meldungen.',
  "'{value}' is no option of {column}": '„{value}“ ist keine Auswahl von {column}',
  'The list {list} feeds {place}, which has: {options}.': 'Die Liste {list} versorgt {place}; es gibt: {options}.',
  'The body is no value mapping': 'Das ist keine Wertzuordnung',
  'There is a user {name} already': 'Einen Benutzer {name} gibt es schon',
  'Choose another name, or change that user.': 'Wählen Sie einen anderen Namen, oder ändern Sie jenen Benutzer.',
  'There is a token {name} already': 'Ein Token {name} gibt es schon',
  'Choose another name, or revoke that token first.': 'Wählen Sie einen anderen Namen, oder entziehen Sie zuerst jenes Token.',
  'You have {count} views already': 'Sie haben schon {count} Sichten',
  'Delete one that you no longer use, and save this one then.':
    'Löschen Sie eine, die Sie nicht mehr brauchen, und sichern Sie diese dann.',
  'The channel {name} cannot be paused': 'Der Kanal {name} kann nicht angehalten werden',

  // The test of a connection
  'Dynamics 365 at {host} knows us as user {user}': 'Dynamics 365 unter {host} kennt uns als Benutzer {user}',
  'Table {table} has all {count} columns': 'Tabelle {table} hat alle {count} Spalten',
  'Table {table} lacks {columns}: {advice}': 'Tabelle {table} fehlen {columns}: {advice}',
  'This environment has no table {table}: {advice}': 'Dieser Umgebung fehlt die Tabelle {table}: {advice}',
  '{name} is active': '{name} ist aktiv',
  '{name} is not there: run npx landbridge provision': '{name} fehlt: rufen Sie npx landbridge provision auf',
}
