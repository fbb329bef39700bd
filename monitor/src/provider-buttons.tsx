import { Button } from '@ui5/webcomponents-react/Button'
import type { Refusal } from './refusal.ts'
import type { SignInWay } from './session-answer.ts'
import { t } from './words.ts'

/** Leads to the identity provider and, afterwards, to the page that was asked for. */
export function ProviderButtons({ way: { title, url }, refusal }: { way: SignInWay; refusal: Refusal | null }) {
  const there = `${url}?to=${encodeURIComponent(location.pathname + location.search)}`
  return (
    <>
      <Button design="Emphasized" onClick={() => location.assign(there)}>
        {t('Sign in with {provider}', { provider: title })}
      </Button>
      {refusal?.kind === 'no-role' && (
        <Button onClick={() => location.assign(`${there}&account=other`)}>{t('Use another account')}</Button>
      )}
    </>
  )
}
