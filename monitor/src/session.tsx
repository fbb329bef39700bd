import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { Input } from '@ui5/webcomponents-react/Input'
import { Label } from '@ui5/webcomponents-react/Label'
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip'
import { Title } from '@ui5/webcomponents-react/Title'
import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useState } from 'react'
import { ApiError, authorizeAs, get, send } from './api.ts'
import { t } from './words.ts'

interface Session {
  readonly name: string
  signOut(): void
}

const Current = createContext<Session>({ name: '', signOut() {} })

export function useSession(): Session {
  return useContext(Current)
}

/** Shows what is inside to whoever is signed in, and a way to sign in to everybody else. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [name, setName] = useState<string>()
  const [isKnown, setIsKnown] = useState(false)
  const queries = useQueryClient()
  useEffect(() => {
    // A session of before goes on; a server without sessions says 401 or 404.
    get<{ user: { name: string } | null }>('/session')
      .then(({ user }) => user && setName(user.name))
      .catch(() => {})
      .finally(() => setIsKnown(true))
  }, [])
  if (!isKnown) return null
  if (name === undefined) return <SignIn onSignedIn={setName} />
  const signOut = () => {
    authorizeAs(undefined)
    queries.clear()
    void send('DELETE', '/session').catch(() => {})
    setName(undefined)
  }
  return <Current.Provider value={{ name, signOut }}>{children}</Current.Provider>
}

function SignIn({ onSignedIn }: { onSignedIn(name: string): void }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await signIn(name, password)
      onSignedIn(name)
    } catch (error) {
      setProblem(error instanceof ApiError ? `${error.message}. ${error.detail}` : String(error))
    }
  }
  return (
    <main className="sign-in">
      <form onSubmit={submit}>
        <Title level="H1" size="H3">
          Landbridge
        </Title>
        {problem !== undefined && (
          <MessageStrip design="Negative" hideCloseButton>
            {problem}
          </MessageStrip>
        )}
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

/** A session where the server has them, else user and password with each request, for as long as the page is open. */
async function signIn(name: string, password: string): Promise<void> {
  try {
    await send('POST', '/session', { name, password })
    return
  } catch (error) {
    if (!(error instanceof ApiError) || ![401, 404].includes(error.status)) throw error
  }
  authorizeAs(`Basic ${btoa(String.fromCodePoint(...new TextEncoder().encode(`${name}:${password}`)))}`)
  try {
    await get('/queues')
  } catch (error) {
    authorizeAs(undefined)
    throw error
  }
}
