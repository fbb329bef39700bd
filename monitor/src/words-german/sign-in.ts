/** The page to sign in, and why an identity provider's word did not do. */
export const signIn: Readonly<Record<string, string>> = {
  'Sign in': 'Anmelden',
  User: 'Benutzer',
  Password: 'Kennwort',
  'This is the demo; sign in as admin with the password sandbox.':
    'Dies ist die Demo; melden Sie sich als admin mit dem Kennwort sandbox an.',
  'Sign in with {provider}': 'Mit {provider} anmelden',
  'Use another account': 'Anderes Konto verwenden',
  'Or with a password of Landbridge:': 'Oder mit einem Kennwort von Landbridge:',
  'You are signed out of Landbridge, but not of {provider}.': 'Sie sind von Landbridge abgemeldet, aber nicht von {provider}.',
  'Sign out of {provider} too': 'Auch von {provider} abmelden',
  '{provider} cannot be reached. Try again in a few minutes; user and password go on working.':
    '{provider} ist nicht erreichbar. Versuchen Sie es in einigen Minuten wieder; mit Benutzer und Kennwort geht es weiterhin.',
  '{provider} did not sign you in ({code}). Try again; if it stays so, ask whoever manages Landbridge at {provider}.':
    '{provider} hat Sie nicht angemeldet ({code}). Versuchen Sie es noch einmal; bleibt es dabei, fragen Sie, wer Landbridge bei {provider} verwaltet.',
  'This sign-in took longer than ten minutes, or was begun in another tab or browser. Sign in again.':
    'Diese Anmeldung dauerte länger als zehn Minuten oder begann in einem anderen Tab oder Browser. Melden Sie sich noch einmal an.',
  'The clocks of Landbridge and {provider} are too far apart ({code}). An administrator must set them right; then sign in again.':
    'Die Uhren von Landbridge und {provider} gehen zu weit auseinander ({code}). Ein Administrator muss sie stellen; melden Sie sich dann noch einmal an.',
  'What {provider} answered does not belong to this sign-in ({code}). Sign in again; if it stays so, the log of Landbridge says more to an administrator.':
    'Was {provider} geantwortet hat, gehört nicht zu dieser Anmeldung ({code}). Melden Sie sich noch einmal an; bleibt es dabei, sagt das Protokoll von Landbridge einem Administrator mehr.',
  'Landbridge and {provider} do not know each other ({code}). An administrator must compare signIn in the settings with the app registration.':
    'Landbridge und {provider} kennen einander nicht ({code}). Ein Administrator muss signIn in den Einstellungen mit der App-Registrierung vergleichen.',
  '{name} has no role in Landbridge. Ask whoever manages Landbridge at {provider} for one of these, then sign in again: {roles}.':
    '{name} hat keine Rolle in Landbridge. Bitten Sie, wer Landbridge bei {provider} verwaltet, um eine von diesen und melden Sie sich dann noch einmal an: {roles}.',
  'Too many answers that were made up came from your address. Try again in five minutes.':
    'Von Ihrer Adresse kamen zu viele erfundene Antworten. Versuchen Sie es in fünf Minuten wieder.',
  'Signing in by {provider} went wrong. Try again; the log of Landbridge says more.':
    'Die Anmeldung über {provider} ging schief. Versuchen Sie es noch einmal; das Protokoll von Landbridge sagt mehr.',
}
