import { t } from './words.ts'

/** Why an identity provider's word did not sign somebody in (`GET /api/session`). */
export interface Refusal {
  readonly kind: keyof typeof sentences
  readonly provider: string
  readonly name?: string
  readonly code?: string
  readonly roles?: readonly string[]
}

/** What went wrong and what to do about it. */
export function refusalText({ kind, provider, name, code, roles = [] }: Refusal): string {
  return t(sentences[kind], { provider, name: name ?? '', code: code ?? kind, roles: roles.join(', ') })
}

const sentences = {
  away: '{provider} cannot be reached. Try again in a few minutes; user and password go on working.',
  denied: '{provider} did not sign you in ({code}). Try again; if it stays so, ask whoever manages Landbridge at {provider}.',
  stale: 'This sign-in took longer than ten minutes, or was begun in another tab or browser. Sign in again.',
  clock:
    'The clocks of Landbridge and {provider} are too far apart ({code}). An administrator must set them right; then sign in again.',
  'not-ours':
    'What {provider} answered does not belong to this sign-in ({code}). Sign in again; if it stays so, the log of Landbridge says more to an administrator.',
  misconfigured:
    'Landbridge and {provider} do not know each other ({code}). An administrator must compare signIn in the settings with the app registration.',
  'no-role':
    '{name} has no role in Landbridge. Ask whoever manages Landbridge at {provider} for one of these, then sign in again: {roles}.',
  'too-many': 'Too many answers that were made up came from your address. Try again in five minutes.',
  trouble: 'Signing in by {provider} went wrong. Try again; the log of Landbridge says more.',
} as const
