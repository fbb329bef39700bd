import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { partsOf, recognise } from '../monitor/src/recognise.ts'
import { sentences } from '../monitor/src/sentences-german.ts'

const folder = join(import.meta.dirname, '..', 'src')
const server = globSync('**/*.ts', { cwd: folder, exclude: ['**/*.test.ts'] })
  .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll("\\'", "'"))
  .join('\n')

test('every sentence that the monitor says in German is one the server says', () => {
  const unknown = Object.keys(sentences).filter((phrase) => partsOf(phrase).parts.some((part) => !server.includes(part.trim())))
  assert.deepEqual(unknown, [])
})

test('the German of a sentence tells the same values', () => {
  for (const [phrase, german] of Object.entries(sentences)) {
    assert.deepEqual(partsOf(german).names.toSorted(), partsOf(phrase).names.toSorted(), phrase)
  }
})

const inGerman = recognise(sentences)

test('a sentence is said in German with its values, also with a sentence in it', () => {
  for (const [english, german] of [
    [
      "'XZQ' (E1MARAM/MEINS) is not in the value mapping unit-of-measure; add it there, and this goes out by itself",
      'Der Wertzuordnung unit-of-measure fehlt „XZQ“ (E1MARAM/MEINS); tragen Sie es dort ein, dann geht dies von selbst hinaus',
    ],
    [
      'Dynamics 365 refused account accountnumber=4711: A plug-in says: no. Really. Correct the value in SAP or the mapping, then restart the message',
      'Dynamics 365 hat account accountnumber=4711 abgelehnt: A plug-in says: no. Really. Korrigieren Sie den Wert in SAP oder das Mapping und starten Sie die Meldung dann neu',
    ],
    ['invoice/1 waits for material/2 waits for invoice/1', 'invoice/1 wartet auf material/2 wartet auf invoice/1'],
    [
      'The credential of the sign-in by Contoso ID ends on 2027-05-01; make a new one and set it',
      'Die Anmeldedaten der Anmeldung über Contoso ID enden am 2027-05-01; legen Sie neue an und setzen Sie sie',
    ],
    ["1 delivery is held in material: 'x' is no number", "1 Zustellung ist in material angehalten: 'x' is no number"],
  ] as const) {
    assert.equal(inGerman(english), german)
  }
})

test('what is no sentence of ours, or only half of one, stays as it is', () => {
  for (const text of ['', 'A plug-in says no.', 'Dynamics 365 refused : . ', 'sent as message '])
    assert.equal(inGerman(text), text)
})
