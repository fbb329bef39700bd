/** The overview. */
export const overview: Readonly<Record<string, string>> = {
  'wait for a person': 'warten auf einen Menschen',
  'wait for another object': 'warten auf ein anderes Objekt',
  'go out soon, or are tried again': 'gehen gleich hinaus oder werden wiederholt',
  '{count} {count:packet was|packets were} refused within the last 24 hours':
    '{count} {count:Paket wurde|Pakete wurden} in den letzten 24 Stunden abgewiesen',
  'are on their way now': 'sind gerade unterwegs',
  'The channel {name} is paused': 'Der Kanal {name} ist pausiert',
  'Test and resume it': 'Testen und fortsetzen',
  'Resume it': 'Fortsetzen',
  'Messages a minute': 'Nachrichten je Minute',
  'Rows written a minute': 'Geschriebene Zeilen je Minute',
  'at most {count} a minute': 'höchstens {count} je Minute',
  '{title} of the last hour, by interface': '{title} in der letzten Stunde, nach Schnittstelle',
  'last five minutes': 'letzte fünf Minuten',
  'last hour': 'letzte Stunde',
  'a minute': 'je Minute',
  'Nothing within the last hour.': 'Nichts in der letzten Stunde.',
  'From the receipt to the end, within the last hour': 'Vom Empfang bis zum Ende, in der letzten Stunde',
  'Nothing was delivered within the last hour.': 'In der letzten Stunde wurde nichts zugestellt.',
  'Half of {count} deliveries took {p50} at most, 99 of 100 {p99}.':
    'Die Hälfte von {count} Zustellungen brauchte höchstens {p50}, 99 von 100 {p99}.',
  'The only delivery took {took}.': 'Die einzige Zustellung brauchte {took}.',
  '{count} {count:message lacks|messages lack} a code:': '{count} {count:Nachricht|Nachrichten} fehlt ein Code:',
  'add it to {list} of {name}': 'in {list} von {name} aufnehmen',
  'and {count} more for the same reason': 'und {count} weitere aus demselben Grund',
  'Held: a person decides': 'Angehalten: ein Mensch entscheidet',
  'Nothing is held. What Dynamics 365 or a mapping refuses shows up here, with the reason.':
    'Nichts ist angehalten. Was Dynamics 365 oder ein Mapping ablehnt, steht hier mit dem Grund.',
  'The last messages': 'Die letzten Nachrichten',
  'Nothing has come yet. Send an IDoc to /idoc, or open the sandbox S/4HANA and send its company.':
    'Noch ist nichts gekommen. Senden Sie ein IDoc an /idoc, oder lassen Sie das Sandbox-S/4HANA seine Firma senden.',
  'The interface {name} is paused': 'Die Schnittstelle {name} ist pausiert',
  'requests to {name} within 24 hours': 'Anfragen an {name} in 24 Stunden',
  'of {allowed} requests to {name} within 24 hours': 'von {allowed} Anfragen an {name} in 24 Stunden',
}
