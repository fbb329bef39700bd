/** In which order deliveries go, what they wait for, and what ended them. */
export const order: Readonly<Record<string, string>> = {
  'A newer state of this object was already delivered': 'Ein neuerer Stand dieses Objekts wurde bereits zugestellt',
  'Message {message} ({object}) comes first in the queue {queue}, which the sender wants to be kept in order; deliver or cancel that one':
    'Zuerst kommt Nachricht {message} ({object}) in der Warteschlange {queue}, deren Reihenfolge der Absender gewahrt haben will; stellen Sie diese zu oder stornieren Sie sie',
  '{row} refers to {other}, which Dynamics 365 does not have. Send that one first; this one then goes by itself':
    '{row} verweist auf {other}, was Dynamics 365 nicht hat. Senden Sie das zuerst; dies geht danach von selbst hinaus',
  'Dynamics 365 has no {row} yet, and this only changes it. Send what creates it first; this one then goes by itself':
    'Dynamics 365 hat noch kein {row}, und dies ändert es nur. Senden Sie zuerst, was es anlegt; dies geht danach von selbst hinaus',
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
    '{object} wartet hinter einer früheren Nachricht desselben Objekts; starten Sie diese neu oder stornieren Sie sie',
  '{object} is {status} already': '{object} ist schon {status}',
  delivered: 'zugestellt',
  unchanged: 'unverändert',
  superseded: 'überholt',
  cancelled: 'storniert',
  'Cancelled by {who}: {reason}': 'Storniert von {who}: {reason}',
  'replaced by message {message}: {reason}': 'ersetzt durch Nachricht {message}: {reason}',
  'replaced by message {message}': 'ersetzt durch Nachricht {message}',
  'refused to the caller: {reason}': 'dem Aufrufer abgelehnt: {reason}',
  'sent as message {message}': 'gesendet als Nachricht {message}',
  'its code was added to {list}: {reason}': 'ihr Code wurde in {list} eingetragen: {reason}',
  'its code was added to {list}': 'ihr Code wurde in {list} eingetragen',
}
