import { basePath } from './base-path.ts'
import { offline, type ShownProblem } from './problem-of.ts'
import type { Role } from '@tessera/plugin-api/server'

/** Signs in with an account's address and password. */
export function signInByPassword(email: string, password: string): Promise<void> {
  return post('/api/auth/sign-in/email', { email, password })
}

/** Signs in as the demo person of a role. Only where the demo is on. */
export function signInAsDemo(role: Role): Promise<void> {
  return post('/api/demo/sign-in', { role })
}

/** Ends the session. */
export function signOut(): Promise<void> {
  return post('/api/auth/sign-out', {})
}

/** Why signing in was refused. */
export class SignInError extends Error {
  readonly problem: ShownProblem
  constructor(problem: ShownProblem) {
    super(problem.detail)
    this.name = 'SignInError'
    this.problem = problem
  }
}

async function post(path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const response = await fetch(basePath() + path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    () => null,
  )
  if (response === null || response.status === 502 || response.status === 504) throw new SignInError(offline)
  if (response.ok) return
  throw new SignInError(readRefusal(response.status, await response.json().catch(() => ({}))))
}

function readRefusal(status: number, body: unknown): ShownProblem {
  const fields = typeof body === 'object' && body !== null ? new Map(Object.entries(body)) : new Map<string, unknown>()
  const text = (key: string) => (typeof fields.get(key) === 'string' ? String(fields.get(key)) : undefined)
  const detail = text('detail') ?? text('message') ?? 'Signing in was refused. Try again.'
  return { code: text('code') ?? `http_${status}`, detail, status }
}
