import type { Refusal } from './refusal.ts'

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
