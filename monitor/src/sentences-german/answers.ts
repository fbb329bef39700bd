/** Why SAP could not be told yet what became of a message. */
export const answers: Readonly<Record<string, string>> = {
  '{system} cannot be reached at {host}: {text}': '{system} ist unter {host} nicht erreichbar: {text}',
  '{system} answered {status} to {what}: {text}': '{system} hat auf {what} mit {status} geantwortet: {text}',
  '{system} answered {status} to {what}: {text} Is the service active in SICF?':
    '{system} hat auf {what} mit {status} geantwortet: {text} Ist der Service in SICF aktiv?',
  '{system} answered {status} to {what}: {text} See user and password of its answers, and {authority}':
    '{system} hat auf {what} mit {status} geantwortet: {text} Prüfen Sie Benutzer und Kennwort seiner Antworten und {authority}',
  'a {format} IDoc': 'ein {format}-IDoc',
  '{system} lets the user {user} in at {place}; nothing was sent, so what else it may do is seen with the next answer':
    '{system} lässt den Benutzer {user} unter {place} ein; gesendet wurde nichts, was er sonst darf, zeigt sich also mit der nächsten Antwort',
  'a test of the connection': 'einen Verbindungstest',
  'an XI acknowledgement': 'eine XI-Quittung',
  'the user’s authority for inbound IDocs (B_ALE_RECV)': 'die Berechtigung des Benutzers für eingehende IDocs (B_ALE_RECV)',
  'the user’s role for the integration engine (SAP_XI_APPL_SERV_USER)':
    'die Rolle des Benutzers für die Integration Engine (SAP_XI_APPL_SERV_USER)',
}
