/** The editor of a document, and what is asked before its changes are lost. */
export const editor: Readonly<Record<string, string>> = {
  Check: 'Prüfen',
  Send: 'Senden',
  'Check it first': 'Erst prüfen',
  'Check shows what this would write; nothing is sent yet.': 'Prüfen zeigt, was das schreiben würde; noch wird nichts gesendet.',
  'Discard the changes?': 'Änderungen verwerfen?',
  'Go on editing': 'Weiter bearbeiten',
  Discard: 'Verwerfen',
  'What was changed in the document was not sent and would be lost.':
    'Was im Dokument geändert wurde, ist nicht gesendet und ginge verloren.',
  'Find in the document': 'Im Dokument suchen',
  'Say why, for the audit log': 'Sagen Sie warum, für das Änderungsprotokoll',
  'The message stays as it came; what is left of it is cancelled when the copy is sent, and both show each other.':
    'Die Nachricht bleibt, wie sie kam; was von ihr übrig ist, wird storniert, wenn die Kopie gesendet wird, und beide zeigen aufeinander.',
  Replace: 'Ersetzen',
  next: 'weiter',
  previous: 'zurück',
  'match case': 'Groß-/Kleinschreibung',
  regexp: 'regulärer Ausdruck',
  'by word': 'ganze Wörter',
  replace: 'ersetzen',
  'replace all': 'alle ersetzen',
  close: 'schließen',
  'Go to line': 'Gehe zu Zeile',
  go: 'los',
  'Fold line': 'Zeile einklappen',
  'Unfold line': 'Zeile ausklappen',
}
