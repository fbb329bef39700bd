import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { partsOf, recognise } from '../monitor/src/recognise.ts'
import { auditDetails } from '../monitor/src/sentences-german/audit-details.ts'
import { isWord, kinds, rules } from '../monitor/src/sentences-german/rules.ts'
import { sentences } from '../monitor/src/sentences-german.ts'
import { loadInterfaces } from '../src/interfaces/load.ts'
import { describeInterface } from '../src/mapping/describe-interface.ts'

const folder = join(import.meta.dirname, '..', 'src')
const server = sourcesOf('**/*.ts')
const phrases = [
  ...Object.entries(sentences),
  ...Object.entries(auditDetails),
  ...Object.entries(rules),
  ...Object.entries(kinds),
]

test('every sentence that the monitor says in German is one the server says', () => {
  const isSaid = (phrase: string) => partsOf(phrase).parts.every((part) => server.includes(part.trim()))
  assert.deepEqual(
    phrases.map(([phrase]) => phrase).filter((phrase) => !isSaid(phrase)),
    [],
  )
})

test('the German of a sentence tells the same values', () => {
  for (const [phrase, german] of phrases) {
    assert.deepEqual(partsOf(german).names.toSorted(), partsOf(phrase).names.toSorted(), phrase)
  }
})

test('no sentence is said in German twice', async () => {
  const monitor = join(import.meta.dirname, '..', 'monitor', 'src')
  const files = globSync('sentences-german/*.ts', { cwd: monitor, exclude: ['**/{audit-details,rules}.ts'] })
  const themes = await Promise.all(files.map((file) => import(join(monitor, file)) as Promise<Record<string, typeof sentences>>))
  const said = themes.flatMap((exported) => Object.values(exported).flatMap((theme) => Object.keys(theme)))
  assert.deepEqual(said.toSorted(), Object.keys(sentences).toSorted())
})

const inGerman = recognise(sentences)

test('no error that the monitor can show lacks its German', () => {
  // The CRM API and access tokens are for programs; what is wrong with an interface's files is said by commands.
  const sources = sourcesOf('{xml,xi,idoc,mapping,interfaces,engine,api,channels}/**/*.ts', [
    'api/crm/**',
    'api/bearer-token.ts',
    'interfaces/{load,shared-lists}.ts',
  ])
  const found = [...sources.matchAll(errors)].flatMap((match) => [match[2] ?? '', match[4] ?? ''])
  assert.ok(found.length > 200)
  const english = found
    .map((text) => text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '…'))
    // What SAP calls it is no sentence.
    .filter((text) => !/^[A-Z_]*$/.test(text) && inGerman(text) === text)
  assert.deepEqual(
    english.toSorted(),
    [
      // Put together from values that have their own German, see below.
      '… at ….',
      '… at … of ….',
      '… has no control record EDI_DC40, so nobody can tell what it is or who sent it.',
      '… has no … in its control record EDI_DC40; the sender must fill it.',
      '… …, and the settings name no receiver for that; add it to interfaces.….receiver, or say otherwise, and restart the message',
      '….',
      '…. See /api/docs.',
      '…; add it there, and this goes out by itself',
      // Told by `npx landbridge provision`, and to programs.
      '… …',
      "This environment has no solution '…': create it there, or give the unique name (not the display name) of one it has, then run npx landbridge provision again",
      "The solution '…' is managed in this environment, so nothing can be added to it: provision the environment it is developed in, or name an unmanaged solution",
      'See /api/docs for what there is.',
      'There is no … …',
    ].toSorted(),
  )
})

test('a sentence is said in German with its values, also with a sentence in it', () => {
  for (const [english, german] of [
    [
      "'XZQ' (E1MARAM/MEINS) is not in the value mapping unit-of-measure; add it there, and this goes out by itself",
      'Der Wertzuordnung unit-of-measure fehlt „XZQ“ (E1MARAM/MEINS); tragen Sie es dort ein, dann geht dies von selbst hinaus',
    ],
    [
      'Dynamics 365 refused account accountnumber=4711: A plug-in says: no. Really. Correct the value in SAP or the mapping, then restart the message',
      'Dynamics 365 hat account accountnumber=4711 abgelehnt: A plug-in says: no. Really. Korrigieren Sie den Wert in SAP oder das Mapping und starten Sie die Nachricht dann neu',
    ],
    ['invoice/1 waits for material/2 waits for invoice/1', 'invoice/1 wartet auf material/2 wartet auf invoice/1'],
    [
      'The credential of the sign-in by Contoso ID ends on 2027-05-01; make a new one and set it',
      'Die Anmeldedaten der Anmeldung über Contoso ID enden am 2027-05-01; legen Sie neue an und setzen Sie sie',
    ],
    [
      "E1KNA1M/UMSAT at line 7 of 4711 is '12,5', which is no number; correct it in SAP and send it again",
      'E1KNA1M/UMSAT in Zeile 7 von 4711 ist „12,5“; das ist keine Zahl. Korrigieren Sie es in SAP und senden Sie es erneut',
    ],
    [
      "4711 has '2000' as E1KNB1M/BUKRS, and the settings name no receiver for that; add it to interfaces.….receiver, or say otherwise, and restart the message",
      '4711 hat „2000“ als E1KNB1M/BUKRS, und die Einstellungen nennen dafür keinen Empfänger; ergänzen Sie ihn in interfaces.….receiver, oder nennen Sie otherwise, und starten Sie die Nachricht neu',
    ],
    [
      'Text stands between the fields of segment E1MARAM at line 3, column 9.',
      'Zwischen den Feldern des Segments E1MARAM steht Text (Zeile 3, Spalte 9).',
    ],
    [
      'Segment E1MARAM has field MATNR twice at line 3, column 9.',
      'Das Segment E1MARAM hat das Feld MATNR zweimal (Zeile 3, Spalte 9).',
    ],
    [
      'Elements are nested deeper than 256 levels at line 3, column 9 of the main document.',
      'Elemente sind tiefer als 256 Ebenen geschachtelt (Hauptdokument, Zeile 3, Spalte 9).',
    ],
    [
      'The main document holds bytes that are not UTF-8 after line 1, column 60; declare the encoding it really has, or send UTF-8.',
      'Das Hauptdokument enthält nach Zeile 1, Spalte 60 Bytes, die kein UTF-8 sind; geben Sie die wirkliche Zeichencodierung an, oder senden Sie UTF-8.',
    ],
    [
      'The packet is not well-formed XML at line 3, column 9: an & must be written &amp;.',
      'Das ist kein wohlgeformtes XML (Zeile 3, Spalte 9): ein & muss als &amp; geschrieben werden.',
    ],
    [
      'The IDoc at line 3, column 3 has no control record EDI_DC40, so nobody can tell what it is or who sent it.',
      'Dem IDoc (Zeile 3, Spalte 3) fehlt der Kontrollsatz EDI_DC40; daher ist unklar, was es ist und wer es gesendet hat.',
    ],
    [
      'The IDoc at line 3 has no MESTYP in its control record EDI_DC40_U; the sender must fill it.',
      'Dem Kontrollsatz EDI_DC40_U des IDocs (Zeile 3) fehlt MESTYP; der Absender muss es füllen.',
    ],
    [
      "The fields of segment E2MARAM009 at line 2 cannot be told apart, because no WE60 file describes it. Save its documentation (transaction WE60, Documentation, Parser) as a file in the folder that 'metadata' of 'files' names in landbridge.config.ts.",
      'Die Felder des Segments E2MARAM009 in Zeile 2 lassen sich nicht trennen, weil keine WE60-Datei es beschreibt. Sichern Sie seine Dokumentation (Transaktion WE60, Dokumentation, Parser) als Datei in dem Ordner, den „metadata“ von „files“ nennt (in landbridge.config.ts).',
    ],
    [
      'S4HCLNT100 answered 401 to a STATUS IDoc: Logon failed See user and password of its answers, and the user’s authority for inbound IDocs (B_ALE_RECV)',
      'S4HCLNT100 hat auf ein STATUS-IDoc mit 401 geantwortet: Logon failed Prüfen Sie Benutzer und Kennwort seiner Antworten und die Berechtigung des Benutzers für eingehende IDocs (B_ALE_RECV)',
    ],
    [
      'The body is no value mapping: it needs the columns code and value.',
      'Die Datei ist keine Wertzuordnung: sie braucht die Spalten code und value.',
    ],
    [
      'The client certificate CN=S4H, O=Example (SHA-256 AB:12) ended on Nov  1 00:00:00 2026 GMT; see senders in the settings of Landbridge, and the SSL certificate of the RFC destination (SM59, STRUST).',
      'Das Client-Zertifikat CN=S4H, O=Example (SHA-256 AB:12) ist abgelaufen: Nov  1 00:00:00 2026 GMT; siehe senders in den Einstellungen von Landbridge und das SSL-Zertifikat der RFC-Destination (SM59, STRUST).',
    ],
    [
      'What S4HCLNT100 sent to idoc-http was refused (415) and is not stored: A packet without Content-Type is not taken here; send IDoc XML as text/xml.',
      'Was S4HCLNT100 an idoc-http gesendet hat, wurde abgewiesen (415) und ist nicht gespeichert: Ein Paket ohne Content-Type wird hier nicht angenommen; senden Sie IDoc-XML als text/xml.',
    ],
    ["The body has the code 'KAR' twice.", 'Die Datei hat den Code „KAR“ zweimal.'],
    ['password: must have at least 12 characters. See /api/docs.', 'Kennwort: muss mindestens 12 Zeichen haben.'],
    ['reason: must have at most 1000 characters. See /api/docs.', 'Grund: darf höchstens 1000 Zeichen haben.'],
    [
      'name: must not be empty; password: must not be empty. See /api/docs.',
      'Name: darf nicht leer sein; Kennwort: darf nicht leer sein.',
    ],
    ['roles.0: must be a text, but is missing. See /api/docs.', 'roles.0: muss ein Text sein, fehlt aber. Siehe /api/docs.'],
    [
      "order: must be one of 'newest', 'oldest'. See /api/docs.",
      "order: muss eins von 'newest', 'oldest' sein. Siehe /api/docs.",
    ],
    ['limit: must be at most 500. See /api/docs.', 'limit: darf höchstens 500 sein. Siehe /api/docs.'],
    ['days: must be a number, not a text. See /api/docs.', 'Tage: muss eine Zahl sein, nicht ein Text.'],
    [
      'from: must be an ISO time such as 2027-01-31T12:00:00Z, or a date such as 2027-01-31. See /api/docs.',
      'from: muss eine ISO-Zeit wie 2027-01-31T12:00:00Z oder ein Datum wie 2027-01-31 sein. Siehe /api/docs.',
    ],
    [
      "the body: has no 'reasn', only name, reason. See /api/docs.",
      "die Anfrage: hat kein 'reasn', nur name, reason. Siehe /api/docs.",
    ],
    [
      'Sign in, or send an API token that is still good, or send an access token (oauth).',
      'Melden Sie sich an, oder senden Sie ein gültiges API-Token oder ein Zugriffstoken (oauth).',
    ],
    [
      'No interface takes documents of the proxy interface SI_Out in no namespace',
      'Keine Schnittstelle nimmt solche Dokumente (Proxy-Interface SI_Out, Namensraum keiner)',
    ],
    ["1 delivery is held in material: 'x' is no number", "1 Zustellung ist in material angehalten: 'x' is no number"],
  ] as const) {
    assert.equal(inGerman(english), german)
  }
})

test('the audit log tells in German what was changed', () => {
  const detailInGerman = recognise({ ...sentences, ...auditDetails })
  for (const [english, german] of [
    ['roles: viewer, operator; new password', 'Rollen: viewer, operator; neues Kennwort'],
    ['roles: crm; good until 2027-01-01T00:00:00.000Z', 'Rollen: crm; gültig bis 2027-01-01T00:00:00.000Z'],
    ['by Contoso ID as erika, from 192.0.2.1', 'über Contoso ID als erika, von 192.0.2.1'],
    ['no role; by Contoso ID as erika, from 192.0.2.1', 'keine Rolle; über Contoso ID als erika, von 192.0.2.1'],
    ['from 192.0.2.1', 'von 192.0.2.1'],
    ['value-mapping/material/unit-of-measure', 'Wertzuordnung material/unit-of-measure'],
    ['KAR: as delivered', 'KAR: wie geliefert'],
    ['KAR: Carton', 'KAR: Carton'],
    ['12 codes', '12 Codes'],
    ['sent as message 0197', 'gesendet als Nachricht 0197'],
  ] as const) {
    assert.equal(detailInGerman(english), german)
  }
})

const ruleInGerman = recognise(rules, isWord)

test('an interface says its rules in German', () => {
  for (const [english, german] of [
    ['LAND1 by value mapping country', 'LAND1 über die Wertzuordnung country'],
    [
      'first of MATNR_LONG without leading zeros, MATNR without leading zeros',
      'das erste von MATNR_LONG ohne führende Nullen, MATNR ohne führende Nullen',
    ],
    [
      'always true when AUFSD is set or SPERR is X, else always false',
      'immer ja, wenn AUFSD gefüllt ist oder SPERR = X, sonst immer nein',
    ],
    ["E1KNVVM/INCO1 + KKBER, joined by ' in '", 'E1KNVVM/INCO1 + KKBER, verbunden durch „ in “'],
    ['number BTGEW, from its unit GEWEI (KGM, TNE)', 'Zahl BTGEW, umgerechnet aus der Einheit GEWEI (KGM, TNE)'],
    ['always "first of all"', 'immer "first of all"'],
    ['(empty in a segment that was sent whole)', '(leer in einem vollständig gesendeten Segment)'],
  ] as const) {
    assert.equal(ruleInGerman(english), german)
  }
})

test('a rule that is explained in words of its own stays in them, not half in German', () => {
  for (const text of ['the date and the number of it', 'NAME1, or what the customer says', 'E1KNA1M/NAME1', 'date', ''])
    assert.equal(ruleInGerman(text), text)
})

test('nothing that a delivered interface says of itself lacks its German', async () => {
  const described = [...(await loadInterfaces()).values()].map(describeInterface)
  const rows = described.flatMap((one) => one.rows)
  const columns = rows.flatMap((row) => row.columns)
  const said = [
    ...described.flatMap(({ title, receives, objectKey }) => [title, receives, objectKey]),
    ...rows.flatMap(({ onlyWhen = '', waitsFor = '', deletedWhen = '' }) => [onlyWhen, waitsFor, deletedWhen]),
    ...columns.map(({ from }) => from),
  ]
  // One word alone is a field.
  assert.deepEqual(
    said.filter((text) => !isWord(text) && ruleInGerman(text) === text),
    [],
  )
  const kindInGerman = recognise(kinds)
  assert.deepEqual(
    columns.map(({ kind }) => kind).filter((kind) => kindInGerman(kind) === kind),
    [],
  )
  assert.equal(kindInGerman('text, 160 characters'), 'Text, 160 Zeichen')
})

test('what is no sentence of ours, or only half of one, stays as it is', () => {
  for (const text of ['', 'A plug-in says no.', 'Dynamics 365 refused : . ', 'sent as message '])
    assert.equal(inGerman(text), text)
})

/** The text or the two texts that an error is made of. */
const errors =
  /new (?:Rejected|Unavailable|Misconfigured|Missing|PayloadTooLarge|Problem|RequestRefused|SoapRefused)\(\s*(?:\d+,\s*|'\w+',\s*)?(['"`])((?:\\.|(?!\1)[^\\])*)\1(?:,\s*(['"`])((?:\\.|(?!\3)[^\\])*)\3)?/g

function sourcesOf(pattern: string, besides: readonly string[] = []): string {
  return globSync(pattern, { cwd: folder, exclude: ['**/*.test.ts', ...besides] })
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll("\\'", "'"))
    .join('\n')
}
