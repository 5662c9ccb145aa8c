import { meetingTrouble } from '@tessera/database'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import type { Auth } from './auth.ts'
import { passwordVersion } from './passwords.ts'

const emailShape = z.email().max(320)

/** Whether a text has the form of an e-mail address. */
export function isEmail(text: string): boolean {
  return emailShape.safeParse(text).success
}

/**
 * Signs in by password and answers better-auth's response with the cookie; null where address and password do not match. A
 * password that was replaced while it was being checked signs nobody in.
 */
export async function signInByPassword(
  parts: { readonly owner: Kysely<never>; readonly auth: Auth },
  given: { readonly email: string; readonly password: string },
  headers: Headers,
): Promise<Response | null> {
  const { owner, auth } = parts
  if (!isEmail(given.email)) return null
  const before = await passwordVersion(owner, given.email)
  const answer = await meetingTrouble(() => auth.api.signInEmail({ body: { ...given }, headers, asResponse: true }))
  if (answer.status >= 500) throw new Error(`signing in failed with ${answer.status}`)
  if (!answer.ok) return null
  if ((await passwordVersion(owner, given.email)) === before) return answer
  const { token } = (await answer.json()) as { readonly token: string }
  await sql`delete from auth.session where token = ${token}`.execute(owner)
  return null
}
