/** The page of channels. */
export const channels: Readonly<Record<string, string>> = {
  channels: 'Kanäle',
  Pause: 'Anhalten',
  Resume: 'Fortsetzen',
  'Try now': 'Jetzt versuchen',
  'Pause {name}': '{name} anhalten',
  'Test the connection': 'Verbindung testen',
  'Everything is there.': 'Alles ist da.',
  'Something is missing:': 'Etwas fehlt:',
  'The credential ends': 'Die Anmeldedaten laufen ab:',
  '{used} requests within 24 hours': '{used} Anfragen in 24 Stunden',
  '{used} of {allowed} requests within 24 hours': '{used} von {allowed} Anfragen in 24 Stunden',
  'Requests of the day': 'Anfragen des Tages',
  Limits: 'Grenzen',
  'A channel that is set up wrongly pauses by itself and looks every 15 seconds whether that was put right.':
    'Ein falsch eingerichteter Kanal pausiert von selbst und sieht alle 15 Sekunden nach, ob das behoben ist.',
  Direction: 'Richtung',
  'Last change': 'Letzte Änderung',
  'from SAP': 'von SAP',
  'answers to SAP': 'Antworten an SAP',
  'to Dynamics 365': 'nach Dynamics 365',
  'The secret by which people sign in at the identity provider ends':
    'Das Geheimnis, mit dem man sich beim Identitätsanbieter anmeldet, endet',
  'always open, so that nothing SAP sends is lost': 'immer offen, damit nichts verloren geht, was SAP sendet',
  'always open; answers that fail are sent again': 'immer offen; gescheiterte Antworten werden wiederholt',
  'Resume {name}': '{name} fortsetzen',
}
