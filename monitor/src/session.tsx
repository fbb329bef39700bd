import { useQueryClient } from '@tanstack/react-query'
import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useState } from 'react'
import { send, whenSignedOut } from './api.ts'
import { firstAnswer } from './first-answer.ts'
import { Problem } from './parts/problem.tsx'
import type { Refusal } from './refusal.ts'

const SignIn = lazy(async () => ({ default: (await import('./sign-in.tsx')).SignIn }))

export type Right = 'view' | 'operate' | 'administer' | 'see personal data' | 'use the CRM API'

/** Who is signed in. */
export interface User {
  readonly name: string
  readonly rights: readonly Right[]
}

/** In which ways one can sign in. */
export interface SignInWay {
  readonly kind: 'password' | 'oidc'
  readonly title: string
  readonly url: string
}

/** A session at an identity provider that signing out of Landbridge does not end. */
export interface GoesOn {
  readonly title: string
  readonly url: string
}

/** Who is signed in, or how one may. */
export interface SessionAnswer {
  readonly user: User | null
  readonly ways: readonly SignInWay[]
  readonly refusal: Refusal | null
  readonly demo: boolean
}

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
