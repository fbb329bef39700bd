/** What Dynamics 365 and Microsoft Entra ID refuse or lack, and what the test of a connection finds. */
export const dynamics365: Readonly<Record<string, string>> = {
  'Dynamics 365 refused {row}: {text}. {advice}': 'Dynamics 365 hat {row} abgelehnt: {text}. {advice}',
  'Dynamics 365 could not take {row}: {text}. {advice}': 'Dynamics 365 konnte {row} nicht annehmen: {text}. {advice}',
  'Dynamics 365 is not set up for {row}: {text}. {advice}': 'Dynamics 365 ist für {row} nicht eingerichtet: {text}. {advice}',
  'It is tried again': 'Es wird erneut versucht',
  'Correct the value in SAP or the mapping, then restart the message':
    'Korrigieren Sie den Wert in SAP oder das Mapping und starten Sie die Nachricht dann neu',
  'Put that right in Dynamics 365 or in tables.ts of the interface, then run it again':
    'Bringen Sie das in Dynamics 365 oder in tables.ts der Schnittstelle in Ordnung, und rufen Sie es dann noch einmal auf',
  'Another row holds the same values: merge or delete one of the two, then restart the message':
    'Eine andere Zeile hat dieselben Werte: führen Sie beide zusammen oder löschen Sie eine und starten Sie die Nachricht dann neu',
  'Run npx landbridge provision, and see that npx landbridge check is content':
    'Rufen Sie npx landbridge provision auf, und sehen Sie, dass npx landbridge check zufrieden ist',
  "The table {table} of this environment has no column '{column}'. {advice}":
    'Der Tabelle {table} dieser Umgebung fehlt die Spalte „{column}“. {advice}',
  'Give the application user a security role with the privilege {privilege} in the Power Platform admin center':
    'Geben Sie dem Anwendungsbenutzer im Power Platform Admin Center eine Sicherheitsrolle mit dem Recht {privilege}',
  'it names': 'aus dieser Meldung',
  '(empty answer)': '(leere Antwort)',
  'Create an application user for dataverse.credential.clientId in this environment, or correct dataverse.url if it is another one':
    'Legen Sie in dieser Umgebung einen Anwendungsbenutzer für dataverse.credential.clientId an, oder korrigieren Sie dataverse.url, wenn es eine andere ist',
  'It does not take our token: see that dataverse.url and dataverse.credential belong together':
    'Sie nimmt unser Token nicht: sehen Sie, dass dataverse.url und dataverse.credential zusammengehören',
  'See that the application user of dataverse.credential is enabled and has a security role':
    'Sehen Sie, dass der Anwendungsbenutzer von dataverse.credential aktiviert ist und eine Sicherheitsrolle hat',
  'See that dataverse.url is the address of a Dataverse environment, and that nothing on the way, e.g. a proxy, answers for it':
    'Sehen Sie, dass dataverse.url die Adresse einer Dataverse-Umgebung ist und dass nichts auf dem Weg, z. B. ein Proxy, an ihrer Stelle antwortet',
  'Dynamics 365 did not say what it has of {row}: {text}. It is tried again':
    'Dynamics 365 hat nicht gesagt, was es von {row} hat: {text}. Es wird erneut versucht',
  'The proxy of HTTPS_PROXY wants user and password, or others: http://user:password@host:port (407)':
    'Der Proxy aus HTTPS_PROXY verlangt Benutzer und Kennwort oder andere: http://user:password@host:port (407)',
  '{host}: the proxy of HTTPS_PROXY does not let us through ({status}); have it allowed there, or name it in NO_PROXY':
    '{host}: Der Proxy aus HTTPS_PROXY lässt uns nicht durch ({status}); lassen Sie die Adresse dort zu, oder nennen Sie sie in NO_PROXY',
  '{host}: the proxy of HTTPS_PROXY does not reach it ({status}). It is tried again':
    '{host}: Der Proxy aus HTTPS_PROXY erreicht die Adresse nicht ({status}). Es wird erneut versucht',
  'Dynamics 365 has more than one {row}; merge or delete the others, then restart the message':
    'Dynamics 365 hat mehr als eine Zeile {row}; führen Sie sie zusammen oder löschen Sie die anderen und starten Sie die Nachricht dann neu',
  'Dynamics 365 has more than one row of this key': 'Dynamics 365 hat mehr als eine Zeile mit diesem Schlüssel',
  'Dynamics 365 has another row that holds the same values': 'Dynamics 365 hat eine andere Zeile mit denselben Werten',
  'Dynamics 365 says: {text}': 'Dynamics 365 sagt: {text}',
  '{what}: Dynamics 365 has no such {table} ({key})': '{what}: Dynamics 365 hat keine solche Zeile in {table} ({key})',
  '{host} cannot be reached ({text}). It is tried again': '{host} ist nicht erreichbar ({text}). Es wird erneut versucht',
  '{host} was reached, but the connection ended before the whole answer was there ({text}). It is tried again':
    '{host} wurde erreicht, aber die Verbindung brach ab, bevor die ganze Antwort da war ({text}). Es wird erneut versucht',
  '{host} was reached, but the connection ended before the whole answer was there ({text}). Whether it was done is not known, and every write may be repeated. It is tried again':
    '{host} wurde erreicht, aber die Verbindung brach ab, bevor die ganze Antwort da war ({text}). Ob es geschah, ist nicht bekannt; jedes Schreiben darf wiederholt werden. Es wird erneut versucht',
  '{host}: its TLS certificate is not trusted ({text}). Name the PEM file of its authority in dataverse.caFile, or correct the address':
    '{host}: Dem TLS-Zertifikat wird nicht vertraut ({text}). Nennen Sie die PEM-Datei seiner Zertifizierungsstelle in dataverse.caFile, oder korrigieren Sie die Adresse',
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
  'The token authority (dataverse.credential.authorityHost)': 'Der Token-Aussteller (dataverse.credential.authorityHost)',
  'No token can be asked for: {text}. See the settings under dataverse.credential':
    'Es kann kein Token angefordert werden: {text}. Siehe die Einstellungen unter dataverse.credential',
  'There is no app registration with dataverse.credential.clientId in that tenant':
    'In diesem Mandanten gibt es keine App-Registrierung mit dataverse.credential.clientId',
  'There is no tenant dataverse.credential.tenantId': 'Es gibt keinen Mandanten dataverse.credential.tenantId',
  'dataverse.credential.tenantId is neither a tenant id nor a domain':
    'dataverse.credential.tenantId ist weder eine Mandanten-Id noch eine Domäne',
  'The certificate in dataverse.credential.certificatePath is not known to the app registration; upload it there':
    'Die App-Registrierung kennt das Zertifikat in dataverse.credential.certificatePath nicht; laden Sie es dort hoch',
  'dataverse.url is not the address of a Dataverse environment of that tenant':
    'dataverse.url ist nicht die Adresse einer Dataverse-Umgebung dieses Mandanten',
  'dataverse.url is not the address of a Dataverse environment': 'dataverse.url ist nicht die Adresse einer Dataverse-Umgebung',
  'A conditional access policy forbids it': 'Eine Richtlinie für bedingten Zugriff verbietet es',
  'These are more rows than Dynamics 365 takes at once: those up to {row} are written, the others are not yet':
    'Das sind mehr Zeilen, als Dynamics 365 auf einmal nimmt: die bis {row} sind geschrieben, die anderen noch nicht',
  'Dynamics 365 has no {row}, so there was nothing to deactivate':
    'Dynamics 365 hat keine Zeile {row}; daher war nichts zu deaktivieren',
  'Dynamics 365 says that {row} exists already, but has no such row: another key of the table holds the same values. Merge or delete the other row, then restart the message':
    'Dynamics 365 sagt, dass es {row} schon gibt, hat aber keine solche Zeile: Ein anderer Schlüssel der Tabelle hat dieselben Werte. Führen Sie beide Zeilen zusammen oder löschen Sie die andere und starten Sie die Nachricht dann neu',
  '{row} is being created and deleted by others at this moment. It is tried again':
    '{row} wird gerade von anderen angelegt und gelöscht. Es wird erneut versucht',
  'Dynamics 365 makes {computed} of {name} ({column}), SAP says {wanted}; compare price, discount and tax of its lines, and the decimals of prices in the settings of Dynamics 365':
    'Dynamics 365 errechnet für {name} ({column}) {computed}, SAP sagt {wanted}; vergleichen Sie Preis, Rabatt und Steuer der Positionen und die Dezimalstellen der Preise in den Einstellungen von Dynamics 365',
  'The dataverse channel failed: {text}': 'Der Kanal dataverse ist gescheitert: {text}',
  "There is no receiver '{name}' in the settings": 'In den Einstellungen gibt es keinen Empfänger „{name}“',
  'the request': 'die Anfrage',

  // The test of a connection
  'Dynamics 365 at {host} knows us as user {user}': 'Dynamics 365 unter {host} kennt uns als Benutzer {user}',
  'Table {table} has all {count} columns': 'Tabelle {table} hat alle {count} Spalten',
  'Table {table} lacks {columns}: {advice}': 'Tabelle {table} fehlen {columns}: {advice}',
  'Table {table} has the set {set} and the key column {id} here: write that as set and id into tables.ts of the interface':
    'Tabelle {table} hat hier das Set {set} und die Schlüsselspalte {id}: schreiben Sie das als set und id in tables.ts der Schnittstelle',
  'Column {column} of table {table} is of the type {type} here and takes no {kind}: correct its kind in tables.ts of the interface':
    'Spalte {column} der Tabelle {table} ist hier vom Typ {type} und nimmt kein {kind}: berichtigen Sie ihre Art in tables.ts der Schnittstelle',
  'Table {table} takes fewer characters here: {columns}. What is longer will be refused; lengthen the columns there':
    'Tabelle {table} nimmt hier weniger Zeichen: {columns}. Was länger ist, wird abgelehnt; verlängern Sie die Spalten dort',
  'Table {table} lacks options here: {columns}. What has them will be refused; add them there, or map to others':
    'Tabelle {table} fehlen hier Optionen: {columns}. Was sie hat, wird abgelehnt; legen Sie sie dort an, oder bilden Sie auf andere ab',
  'This environment has no table {table}: {advice}': 'Dieser Umgebung fehlt die Tabelle {table}: {advice}',
  '{name} is active': '{name} ist aktiv',
  '{name} is not there: run npx landbridge provision': '{name} fehlt: rufen Sie npx landbridge provision auf',
  'The key {columns} of table {table}': 'Der Schlüssel {columns} der Tabelle {table}',
  'The key {columns} of table {table} could not be built, because two rows hold the same value: merge or delete the duplicates, then run npx landbridge provision again':
    'Der Schlüssel {columns} der Tabelle {table} ließ sich nicht aufbauen, weil zwei Zeilen denselben Wert haben: führen Sie die Duplikate zusammen oder löschen Sie sie, und rufen Sie npx landbridge provision dann noch einmal auf',
  '{name} is still being built ({status}): wait a little and check again':
    '{name} wird noch aufgebaut ({status}): warten Sie ein wenig, und prüfen Sie dann noch einmal',
  'dataverse.furtherCredentials[{index}]: {text}': 'dataverse.furtherCredentials[{index}]: {text}',
  'run npx landbridge provision': 'rufen Sie npx landbridge provision auf',
  'install the app it belongs to': 'installieren Sie die App, zu der sie gehört',
  'is its app installed and up to date?': 'ist ihre App installiert und aktuell?',
}
