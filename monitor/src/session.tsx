import { useQueryClient } from '@tanstack/react-query'
import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useState } from 'react'
import { send, whenSignedOut } from './api.ts'
import { firstAnswer } from './first-answer.ts'
import { Problem } from './parts/problem.tsx'
import type { GoesOn, Right, SessionAnswer, User } from './session-answer.ts'

const SignIn = lazy(async () => ({ default: (await import('./sign-in.tsx')).SignIn }))

interface Session {
  readonly name: string
  may(right: Right): boolean
  signOut(): void
}

const Current = createContext<Session>({ name: '', may: () => false, signOut() {} })

export function useSession(): Session {
  return useContext(Current)
}

/** Shows what is inside to whoever is signed in, and a way to sign in to everybody else. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [answer, setAnswer] = useState<SessionAnswer>()
  const [user, setUser] = useState<User | null>(null)
  const [goesOn, setGoesOn] = useState<GoesOn>()
  const [error, setError] = useState<unknown>()
  const queries = useQueryClient()
  useEffect(() => {
    whenSignedOut(() => setUser(null))
    firstAnswer.then((given) => {
      setAnswer(given)
      setUser(given.user)
    }, setError)
  }, [])
  if (error !== undefined) return <Problem error={error} />
  if (answer === undefined) return null
  const signedIn = (given: User) => {
    setAnswer({ ...answer, refusal: null })
    setUser(given)
  }
  if (user === null) {
    return (
      <Suspense>
        <SignIn {...answer} goesOn={goesOn} onSignedIn={signedIn} />
      </Suspense>
    )
  }
  const signOut = () => {
    queries.clear()
    send<{ goesOn: GoesOn } | undefined>('DELETE', '/session').then(
      (ended) => setGoesOn(ended?.goesOn),
      () => {},
    )
    setUser(null)
  }
  const may = (right: Right) => user.rights.includes(right)
  return <Current.Provider value={{ name: user.name, may, signOut }}>{children}</Current.Provider>
}
