/** The page of an object. */
export const object: Readonly<Record<string, string>> = {
  'What Dynamics 365 holds of it by our doing': 'Was Dynamics 365 durch uns davon hält',
  'Nothing of it was written yet; its messages below say why.':
    'Noch wurde nichts davon geschrieben; die Nachrichten unten sagen, warum.',
  Written: 'Geschrieben',
  'Its messages': 'Seine Nachrichten',
  'Its rows in Dynamics 365': 'Seine Zeilen in Dynamics 365',
  'SAP has not sent it yet. When it does, its rows stand here, each column with the field it came from.':
    'SAP hat es noch nicht gesendet. Wenn es kommt, stehen hier seine Zeilen, jede Spalte mit dem Feld, aus dem sie kam.',
  'No message was about it yet.': 'Noch keine Nachricht betraf es.',
  'What stands in its way': 'Was ihm im Weg steht',
  'Nothing. All that SAP sent of it has ended.': 'Nichts. Alles, was SAP davon gesendet hat, ist beendet.',
  'What waits for it': 'Was darauf wartet',
  'This goes out by itself when {objectKey} is delivered.': 'Dies geht von selbst hinaus, wenn {objectKey} zugestellt ist.',
  'Compare with Dynamics 365': 'Mit Dynamics 365 vergleichen',
  'Dynamics 365 holds all of it as it was written.': 'Dynamics 365 hält alles davon so, wie es geschrieben wurde.',
  'Somebody changed it in Dynamics 365; what is otherwise there now stands below.':
    'Jemand hat es in Dynamics 365 geändert; was dort jetzt anders ist, steht unten.',
  'Write again': 'Noch einmal schreiben',
  'It goes out again, as SAP said last:': 'Es geht noch einmal hinaus, wie SAP es zuletzt gesagt hat:',
  'not in Dynamics 365 any more': 'nicht mehr in Dynamics 365',
  'in Dynamics 365': 'in Dynamics 365',
  'Dynamics 365 has': 'Dynamics 365 hat',
  'What is behind it': 'Was dahinter wartet',
}
