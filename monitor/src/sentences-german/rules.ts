/** What an interface says of itself: its title, what it takes, and how its rules fill the columns. Mere words, as `auditDetails`. */
export const rules: Readonly<Record<string, string>> = {
  // Titles of those that are delivered
  'Address → Account, Contact': 'Adresse → Firma, Kontakt',
  'Business partner → Account': 'Geschäftspartner → Firma',
  'Credit limit → Credit Account, Account': 'Kreditlimit → Kreditkonto, Firma',
  'Stock at the customer → Customer Inventory': 'Bestand beim Kunden → Kundenbestand',
  'Invoice → Invoice, Invoice Line': 'Faktura → Rechnung, Rechnungsposition',
  'Material → Product': 'Material → Produkt',

  // What it takes
  'IDocs of message type {type}': 'IDocs des Nachrichtentyps {type}',
  'XI messages of interface {name} in {namespace}': 'XI-Nachrichten des Interface {name} in {namespace}',
  '{one}; {other}': '{one}; {other}',

  // Rules
  '{rule} by value mapping {list}': '{rule} über die Wertzuordnung {list}',
  'first of {rules}': 'das erste von {rules}',
  'always {value}': 'immer {value}',
  true: 'ja',
  false: 'nein',
  "{rules}, joined by '{separator}'": '{rules}, verbunden durch „{separator}“',
  'first {length} characters of {rule}': 'die ersten {length} Zeichen von {rule}',
  'the business key': 'der Geschäftsschlüssel',
  '{table} where {columns}': '{table} mit {columns}',
  '{path}, padded to {length}': '{path}, mit Nullen aufgefüllt auf {length}',
  '{path} without leading zeros': '{path} ohne führende Nullen',
  'date {path}': 'Datum {path}',
  'number {path}': 'Zahl {path}',
  'whole number {path}': 'ganze Zahl {path}',
  'flag {path}': 'Kennzeichen {path}',
  'amount {path} in {currency}': 'Betrag {path} in {currency}',
  '{date} at {time}': '{date} um {time}',
  'sum of {paths}': 'Summe von {paths}',
  '{number}, from its unit {unit} ({units})': '{number}, umgerechnet aus der Einheit {unit} ({units})',

  // Rules of one interface
  'annual sales UMSA1, when its currency UWAER is the account’s':
    'Jahresumsatz UMSA1, wenn dessen Währung UWAER die der Firma ist',
  'account of the customer hierarchy (partner function 1A to 1D)': 'Firma der Kundenhierarchie (Partnerrolle 1A bis 1D)',
  'PARNR, else customer and names': 'PARNR, sonst Kunde und Namen',
  'standard e-mail address (E1BPADSMTP)': 'Standard-E-Mail-Adresse (E1BPADSMTP)',
  'standard landline (E1BPADTEL)': 'Standard-Festnetznummer (E1BPADTEL)',
  'standard mobile phone (E1BPADTEL)': 'Standard-Mobiltelefon (E1BPADTEL)',
  'standard fax (E1BPADFAX)': 'Standard-Telefax (E1BPADFAX)',
  'owner of the address (OBJ_ID)': 'Besitzer der Adresse (OBJ_ID)',
  'customer (OBJ_ID_C) and contact person (OBJ_ID_P)': 'Kunde (OBJ_ID_C) und Ansprechpartner (OBJ_ID_P)',
  'customer (Customer) and credit segment (CreditSegment)': 'Kunde (Customer) und Kreditsegment (CreditSegment)',
  'customer (KUNNR) and material (MATNR)': 'Kunde (KUNNR) und Material (MATNR)',
  '{exposure} in per cent of {limit}': '{exposure} in Prozent von {limit}',
  '{amount}, negative in a credit memo': '{amount}, negativ in einer Gutschrift',
  '{quantity}, negative in a credit memo; 1 when there is none': '{quantity}, negativ in einer Gutschrift; 1, wenn es keine gibt',
  '{price}, or net amount by quantity when that does not come out exactly':
    '{price}, oder Nettobetrag durch Menge, wenn das nicht genau aufgeht',
  'what quantity times price is above the {net}': 'um was Menge mal Preis höher ist als: {net}',

  // Conditions, and what stands between rules
  'sent whole': 'vollständig gesendet',
  'not ({condition})': 'nicht ({condition})',
  '{rule}, else empty': '{rule}, sonst leer',
  '{rule}, else {other}': '{rule}, sonst {other}',
  '{rule}, or {other}': '{rule}, oder {other}',
  '{rule} when {condition}': '{rule}, wenn {condition}',
  'it has no more than {length} characters': 'es höchstens {length} Zeichen hat',
  '{path} is set': '{path} gefüllt ist',
  '{one} and {other}': '{one} und {other}',
  '{one} or {other}': '{one} oder {other}',
  '{path} is {value}': '{path} = {value}',
  '{one} + {other}': '{one} + {other}',
  '{one}, {other}': '{one}, {other}',

  // Where a value comes from that stands in no field
  '(constant)': '(fester Wert)',
  '(business key)': '(Geschäftsschlüssel)',
  '(not in the list)': '(nicht in der Liste)',
  '(empty in a segment that was sent whole)': '(leer in einem vollständig gesendeten Segment)',
}

/** Of which kind a column is. Apart from the rules, in which `date` is a field of that name. */
export const kinds: Readonly<Record<string, string>> = {
  'text, {count} characters': 'Text, {count} Zeichen',
  choice: 'Auswahl',
  'whole number, {min} to {max}': 'ganze Zahl, {min} bis {max}',
  money: 'Geldbetrag',
  'decimal number, {places} places': 'Dezimalzahl, {places} Nachkommastellen',
  'yes or no': 'ja oder nein',
  date: 'Datum',
  'date and time': 'Datum und Uhrzeit',
  'lookup to {table}': 'Verweis auf {table}',
  'not declared': 'nicht deklariert',
}

/** The field, code or text in quotes that a rule is about: whoever writes an interface says what else they like, which is not to be half German. */
export function isWord(text: string): boolean {
  return /^\s*\S*\s*$|^".*"$|^\{.*\}$/s.test(text)
}
