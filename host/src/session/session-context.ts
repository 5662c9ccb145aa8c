import { createContext, use } from 'react'
import type { Role } from '@tessera/plugin-api/server'
import type { Session } from '../api/session.ts'

/** A session that has a user and a tenant. */
export interface SignedInSession extends Session {
  readonly user: NonNullable<Session['user']>
  readonly tenant: NonNullable<Session['tenant']>
  readonly role: Role | null
}

export const SessionContext = createContext<SignedInSession | null>(null)

/** The session of a page inside the shell. */
export function useSession(): SignedInSession {
  const session = use(SessionContext)
  if (session === null) throw new Error('useSession is for pages inside the shell')
  return session
}
