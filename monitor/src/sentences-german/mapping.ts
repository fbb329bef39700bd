/** What maps no document, or not all of it. */
export const mapping: Readonly<Record<string, string>> = {
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
  "The unit of {field} is '{unit}' ({path}), and the interface has factors for {units} only; add it to interface.ts, or correct it in SAP and send it again":
    'Die Einheit von {field} ist „{unit}“ ({path}), und die Schnittstelle hat nur Faktoren für {units}. Ergänzen Sie sie in interface.ts, oder korrigieren Sie es in SAP und senden Sie es erneut',
  'is no whole number': 'ist keine ganze Zahl',
  "is no flag ('true', 'false' or 'X')": 'ist kein Kennzeichen („true“, „false“ oder „X“)',
  "is no checkbox ('X' or nothing)": 'ist kein Ankreuzfeld („X“ oder nichts)',
  'has no currency ({field}), so nobody can tell where its point belongs':
    'hat keine Währung ({field}), so dass niemand weiß, wo sein Komma hingehört',
  "'{value}' for {object} (from {field}) is no option of {column}, which has {options}; correct the value mapping and restart the message":
    '„{value}“ für {object} (aus {field}) ist keine Auswahl von {column}; es gibt {options}. Korrigieren Sie die Wertzuordnung und starten Sie die Nachricht neu',
  '{field} of {object} is {value}; {column} takes {min} to {max}; correct it in SAP and send it again':
    '{field} von {object} ist {value}; {column} nimmt {min} bis {max}. Korrigieren Sie es in SAP und senden Sie es erneut',
  "'{text}' ({field}) has more than {length} characters and was left out":
    '„{text}“ ({field}) hat mehr als {length} Zeichen und wurde weggelassen',
  "{column} holds {length} characters; '{text}' ({field}) was cut":
    '{column} fasst {length} Zeichen; „{text}“ ({field}) wurde gekürzt',
  '{segment} of {object} at line {line} has no {field}, by which its row of {table} is found; correct it in SAP and send it again':
    '{segment} von {object} in Zeile {line} hat kein {field}, mit dem die Zeile in {table} gefunden wird. Korrigieren Sie es in SAP und senden Sie es erneut',
  'The key of {object} ({rule}) has {count} characters; {column} of {table}, by which its row is found, holds {length}; correct it in SAP and send it again':
    'Der Schlüssel von {object} ({rule}) hat {count} Zeichen; {column} von {table}, mit dem die Zeile gefunden wird, fasst {length}. Korrigieren Sie ihn in SAP und senden Sie es erneut',
  '{problem} ({segment}), so it cannot be told which object it is for ({title}); correct it in SAP and send it again, or cancel the message':
    '{problem} ({segment}); daher ist unklar, für welches Objekt es ist ({title}). Korrigieren Sie es in SAP und senden Sie es erneut, oder stornieren Sie die Nachricht',
  '{document} has no {field} in its segment at line {line}': '{document} hat kein {field} im Segment in Zeile {line}',
  '{document} has no such segment': '{document} hat kein solches Segment',
  'Annual sales of {object} are in {currency}, the account is in {other}; they were left out':
    'Der Jahresumsatz von {object} ist in {currency}, die Firma in {other}; er wurde weggelassen',
  'The mapping failed: {text}': 'Das Mapping ist gescheitert: {text}',
  "There is no interface '{name}' any more; add it again or cancel the message":
    'Die Schnittstelle „{name}“ gibt es nicht mehr; fügen Sie sie wieder hinzu oder stornieren Sie die Nachricht',
  "The interface '{name}' is switched off; set interfaces.{setting}.enabled to true, then restart the message":
    'Die Schnittstelle „{name}“ ist ausgeschaltet; setzen Sie interfaces.{setting}.enabled auf true und starten Sie die Nachricht dann neu',
  "The interface '{name}' finds no object {object} in this message; was its object key changed?":
    'Die Schnittstelle „{name}“ findet in dieser Nachricht kein Objekt {object}; wurde ihr Objektschlüssel geändert?',
  'no namespace': 'keiner',
  'It holds no IDoc and is no XI message; should it be the payload of one alone, say of which interface: {names}':
    'Es enthält kein IDoc und ist keine XI-Nachricht; sind es die Nutzdaten einer solchen, sagen Sie, welcher Schnittstelle: {names}',
  '{name} is no interface that takes XI messages; there is {names}':
    '{name} ist keine Schnittstelle, die XI-Nachrichten nimmt; es gibt {names}',
  'No interface takes documents of {kind}': 'Keine Schnittstelle nimmt solche Dokumente ({kind})',
  'message type {type}': 'Nachrichtentyp {type}',
  'the proxy interface {name} in {namespace}': 'Proxy-Interface {name}, Namensraum {namespace}',
  'No interface takes {type} (message type {message}), as IDoc {idoc} is; there is: {names}. Add an interface for it, or take the type out of the partner profile (WE20).':
    'Keine Schnittstelle nimmt {type} (Nachrichtentyp {message}) an, wie es IDoc {idoc} ist; es gibt: {names}. Fügen Sie eine Schnittstelle dafür hinzu, oder nehmen Sie den Typ aus der Partnervereinbarung (WE20).',
  'No interface takes {type} of {namespace}, as XI message {id} is; there is: {names}. Add an interface for it, or stop sending it here (receiver determination in SXMB_ADM or SOAMANAGER).':
    'Keine Schnittstelle nimmt {type} aus {namespace} an, wie es die XI-Nachricht {id} ist; es gibt: {names}. Fügen Sie eine Schnittstelle dafür hinzu, oder senden Sie es nicht mehr hierher (Empfängerermittlung in SXMB_ADM oder SOAMANAGER).',
  "{object} has '{value}' as {path}, and the settings name no receiver for that; add it to interfaces.….receiver, or say otherwise, and restart the message":
    '{object} hat „{value}“ als {path}, und die Einstellungen nennen dafür keinen Empfänger; ergänzen Sie ihn in interfaces.….receiver, oder nennen Sie otherwise, und starten Sie die Nachricht neu',
  '{object} has no {path}, and the settings name no receiver for that; add it to interfaces.….receiver, or say otherwise, and restart the message':
    '{object} hat kein {path}, und die Einstellungen nennen dafür keinen Empfänger; ergänzen Sie ihn in interfaces.….receiver, oder nennen Sie otherwise, und starten Sie die Nachricht neu',
  'The document': 'Das Dokument',
  '{segment}/{field} at line {line}': '{segment}/{field} in Zeile {line}',
}
