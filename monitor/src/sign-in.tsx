import { Button } from '@ui5/webcomponents-react/Button'
import { Input, type InputDomRef } from '@ui5/webcomponents-react/Input'
import { Label } from '@ui5/webcomponents-react/Label'
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip'
import { Title } from '@ui5/webcomponents-react/Title'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { send } from './api.ts'
import { Problem } from './parts/problem.tsx'
import { ProviderButtons } from './provider-buttons.tsx'
import { type Refusal, refusalText } from './refusal.ts'
import type { GoesOn, SignInWay, User } from './session-answer.ts'
import { t } from './words.ts'

interface Props {
  readonly ways: readonly SignInWay[]
  readonly refusal: Refusal | null
  readonly goesOn: GoesOn | undefined
  readonly demo: boolean
  onSignedIn(user: User): void
}

/** Asks who it is; says why the last try was none, and that a session at an identity provider goes on. */
export function SignIn({ ways, refusal, goesOn, demo, onSignedIn }: Props) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const [isAsking, setIsAsking] = useState(false)
  const first = useRef<InputDomRef>(null)
  useEffect(() => void first.current?.focus(), [])
  const providers = ways.filter(({ kind }) => kind === 'oidc')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    // A late no to the first try would end what the second one began.
    if (isAsking) return
    setIsAsking(true)
    try {
      const { user } = await send<{ user: User }>('POST', '/session', { name, password })
      onSignedIn(user)
    } catch (error) {
      setProblem(error)
      setIsAsking(false)
    }
  }
  return (
    <main className="sign-in">
      <form onSubmit={submit}>
        <Title level="H1" size="H3">
          Landbridge
        </Title>
        {problem !== undefined && <Problem error={problem} />}
        {problem === undefined && refusal !== null && (
          <MessageStrip design="Negative" hideCloseButton>
            {refusalText(refusal)}
          </MessageStrip>
        )}
        {goesOn !== undefined && (
          <>
            <MessageStrip design="Information" hideCloseButton>
              {t('You are signed out of Landbridge, but not of {provider}.', { provider: goesOn.title })}
            </MessageStrip>
            <Button onClick={() => location.assign(goesOn.url)}>
              {t('Sign out of {provider} too', { provider: goesOn.title })}
            </Button>
          </>
        )}
        {demo && (
          <MessageStrip design="Information" hideCloseButton>
            {t('This is the demo; sign in as admin with the password sandbox.')}
          </MessageStrip>
        )}
        {providers.map((way) => (
          <ProviderButtons key={way.url} way={way} refusal={refusal} />
        ))}
        {providers.length > 0 && <p className="quiet">{t('Or with a password of Landbridge:')}</p>}
        <Label for="name">{t('User')}</Label>
        <Input ref={first} id="name" accessibleName={t('User')} value={name} onInput={(event) => setName(event.target.value)} />
        <Label for="password">{t('Password')}</Label>
        <Input
          id="password"
          type="Password"
          accessibleName={t('Password')}
          value={password}
          onInput={(event) => setPassword(event.target.value)}
        />
        <Button design={providers.length > 0 ? 'Default' : 'Emphasized'} type="Submit" loading={isAsking}>
          {t('Sign in')}
        </Button>
      </form>
    </main>
  )
}
