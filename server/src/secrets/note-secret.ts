import { createHmac } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { ProblemError } from '@tessera/plugin-api'
import { serverErrors } from '../errors.ts'

interface Noted {
  readonly fingerprint: string
  readonly noted_at: Date
}

/** Tells secrets apart and says nothing about them. */
function fingerprintOf(secret: string): string {
  return createHmac('sha256', secret).update('tessera: which secret is this').digest('base64url').slice(0, 22)
}

const differ = (noted: Noted) => serverErrors('secrets_differ', { since: noted.noted_at.toISOString() })

/**
 * Notes in the database the secret this server signs sessions with. Answers `secrets_differ` when the last one noted there was
 * another: it was changed, or two servers made one each.
 */
export async function noteSecret(owner: Kysely<never>, secret: string): Promise<ProblemError | null> {
  const fingerprint = fingerprintOf(secret)
  const { rows: first } = await sql`
    insert into core.server_secret (fingerprint) values (${fingerprint}) on conflict do nothing returning 1`.execute(
    owner,
  )
  // why: of two that start at once the second one says it, not both
  if (first.length > 0) return null
  const { rows } = await sql<Noted>`
    with last as (select fingerprint, noted_at from core.server_secret for update)
    update core.server_secret set fingerprint = ${fingerprint}, noted_at = now()
    from last where last.fingerprint <> ${fingerprint}
    returning last.fingerprint, last.noted_at`.execute(owner)
  return rows[0] ? differ(rows[0]) : null
}

/** `secrets_differ` when another server has noted another secret since this one started. */
export async function differingSecret(owner: Kysely<never>, secret: string): Promise<ProblemError | null> {
  const { rows } = await sql<Noted>`
    select fingerprint, noted_at from core.server_secret where fingerprint <> ${fingerprintOf(secret)}`.execute(owner)
  return rows[0] ? differ(rows[0]) : null
}
