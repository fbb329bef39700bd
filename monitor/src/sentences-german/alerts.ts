/** The troubles people are told of. */
export const alerts: Readonly<Record<string, string>> = {
  '{what} held in {name}: {reason}': '{what} in {name} angehalten: {reason}',
  '1 delivery is': '1 Zustellung ist',
  '{count} deliveries are': '{count} Zustellungen sind',
  'see the messages': 'siehe die Nachrichten',
  'The channel {name} was paused by {who}: {reason}': 'Der Kanal {name} wurde von {who} angehalten: {reason}',
  'The interface {name} was paused by {who}: {reason}': 'Die Schnittstelle {name} wurde von {who} angehalten: {reason}',
  'The channel {name} is paused: {reason}': 'Der Kanal {name} pausiert: {reason}',
  '{object} waits since {time}, longer than {minutes} minutes; message {message} says why':
    '{object} wartet seit {time}, länger als {minutes} Minuten; Nachricht {message} sagt, warum',
  'Answers to {system} ({channel}) wait, the oldest since {time}, longer than {minutes} minutes; {count} in all: {reason}':
    'Antworten an {system} ({channel}) warten, die älteste seit {time}, länger als {minutes} Minuten; insgesamt {count}: {reason}',
  'nothing was tried yet; the logs of the nodes say why': 'noch wurde nichts versucht; die Protokolle der Knoten sagen, warum',
  "{reason}. Put it right in SAP or in answers of landbridge.config.ts; they go out by themselves then, and the channel's test says whether SAP lets us in":
    '{reason}. Beheben Sie es in SAP oder in answers von landbridge.config.ts; dann gehen sie von selbst hinaus, und der Test des Kanals sagt, ob SAP uns einlässt',
  '{reason}. Put it right in SAP, and they go out by themselves; what SAP will never take is given up on the page Channels':
    '{reason}. Beheben Sie es in SAP, dann gehen sie von selbst hinaus; was SAP nie nehmen wird, geben Sie auf der Seite Kanäle auf',
  '{failed} of {tried} tries of {name} failed within {minutes} minutes; the messages that wait or are held say why':
    '{failed} von {tried} Versuchen von {name} sind in {minutes} Minuten gescheitert; die wartenden und angehaltenen Nachrichten sagen, warum',
  'The database cannot be used ({reason}); S/4HANA is answered 503 and sends it all again. See whether PostgreSQL runs and its disk has room':
    'Die Datenbank ist nicht zu gebrauchen ({reason}); S/4HANA bekommt 503 und sendet alles noch einmal. Prüfen Sie, ob PostgreSQL läuft und seine Festplatte Platz hat',
  'What {of} sent to {channel} was refused and is not stored: {reason}':
    'Was {of} an {channel} gesendet hat, wurde abgewiesen und ist nicht gespeichert: {reason}',
  'What {of} sent to {channel} was refused ({status}) and is not stored: {reason}':
    'Was {of} an {channel} gesendet hat, wurde abgewiesen ({status}) und ist nicht gespeichert: {reason}',
  'The credential of {of} {when}; make a new one and set it':
    'Die Anmeldedaten {of} {when}; legen Sie neue an und setzen Sie sie',
  'the channel {name}': 'des Kanals {name}',
  'the sign-in by {name}': 'der Anmeldung über {name}',
  'The API token {name} ends on {day}; make a new one and give it to its program':
    'Das API-Token {name} endet am {day}; erstellen Sie ein neues und geben Sie es seinem Programm',
  'ends on {day}': 'enden am {day}',
  'ended on {day}': 'endeten am {day}',

  // What nobody is told of
  'Nobody is told of trouble by the rule {rule}: add it to a target in alerts, or have a target without limits':
    'Von Störungen nach der Regel {rule} erfährt niemand: Nehmen Sie sie bei einem Ziel in alerts auf, oder haben Sie ein Ziel ohne Einschränkung',
  'Nobody is told of trouble by the rule {rule} about {names}: add it to a target in alerts, or have a target without limits':
    'Von Störungen nach der Regel {rule} betreffend {names} erfährt niemand: Nehmen Sie sie bei einem Ziel in alerts auf, oder haben Sie ein Ziel ohne Einschränkung',
  '{target} is told of nothing: none of its rules that is on finds trouble of its interfaces and channels; see alerts':
    '{target} erfährt von nichts: Keine seiner Regeln, die an sind, findet Störungen seiner Schnittstellen und Kanäle; siehe alerts',

  // How telling them went
  '{target} answered {status}: {text}. Is its address in alerts still right?':
    '{target} hat mit {status} geantwortet: {text}. Stimmt seine Adresse in alerts noch?',
  '{target} cannot be reached: {text}. See its address in alerts':
    '{target} ist nicht erreichbar: {text}. Siehe seine Adresse in alerts',
  'The mail server {server} did not take the mail: {text}. See alerts.email':
    'Der Mailserver {server} hat die E-Mail nicht angenommen: {text}. Siehe alerts.email',
}
