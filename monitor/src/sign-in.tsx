import { Button } from '@ui5/webcomponents-react/Button'
import { Input } from '@ui5/webcomponents-react/Input'
import { Label } from '@ui5/webcomponents-react/Label'
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip'
import { Title } from '@ui5/webcomponents-react/Title'
import { type FormEvent, useState } from 'react'
import { send } from './api.ts'
import { Problem } from './parts/problem.tsx'
import type { SignInWay, User } from './session.tsx'
import { t } from './words.ts'

interface Props {
  readonly ways: readonly SignInWay[]
  readonly demo: boolean
  onSignedIn(user: User): void
}

/** Asks who it is. What went wrong at an identity provider comes back in the address. */
export function SignIn({ ways, demo, onSignedIn }: Props) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const refusal = new URLSearchParams(location.search).get('sign-in-problem')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const { user } = await send<{ user: User }>('POST', '/session', { name, password })
      onSignedIn(user)
    } catch (error) {
      setProblem(error)
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
            {refusal}
          </MessageStrip>
        )}
        {demo && (
          <MessageStrip design="Information" hideCloseButton>
            {t('This is the demo; sign in as admin with the password sandbox.')}
          </MessageStrip>
        )}
        {ways
          .filter(({ kind }) => kind === 'oidc')
          .map(({ title, url }) => (
            <Button key={url} design="Emphasized" onClick={() => location.assign(url + returnTo())}>
              {t('Sign in with {provider}', { provider: title })}
            </Button>
          ))}
        <Label for="name">{t('User')}</Label>
        <Input id="name" accessibleName={t('User')} value={name} onInput={(event) => setName(event.target.value)} />
        <Label for="password">{t('Password')}</Label>
        <Input
          id="password"
          type="Password"
          accessibleName={t('Password')}
          value={password}
          onInput={(event) => setPassword(event.target.value)}
        />
        <Button design="Emphasized" type="Submit">
          {t('Sign in')}
        </Button>
      </form>
    </main>
  )
}

/** The page that was asked for is the one that opens afterwards. */
function returnTo(): string {
  return `?to=${encodeURIComponent(location.pathname)}`
}
