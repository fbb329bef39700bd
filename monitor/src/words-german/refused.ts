/** The page of what was refused. */
export const refused: Readonly<Record<string, string>> = {
  Refused: 'Abgewiesen',
  'What was refused at the door: it is stored nowhere here, and stays with its sender until it is put right and sent again. The same within an hour is counted.':
    'Was an der Tür abgewiesen wurde: Es ist hier nirgends gespeichert und bleibt beim Absender, bis es in Ordnung gebracht und erneut gesendet wird. Gleiches innerhalb einer Stunde wird gezählt.',
  'Nothing was refused within the last 30 days.': 'In den letzten 30 Tagen wurde nichts abgewiesen.',
  Last: 'Zuletzt',
  Times: 'Mal',
  Sender: 'Absender',
  Document: 'Dokument',
  'See what was refused': 'Abgewiesenes ansehen',
}
