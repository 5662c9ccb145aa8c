import { sql, type Kysely } from 'kysely'

/** A lock: a name of a plugin in a tenant. */
export interface LockName {
  readonly tenantId: string
  readonly plugin: string
  readonly name: string
}

const leaseOf = (leaseMs: number) => sql`clock_timestamp() + make_interval(secs => ${leaseMs / 1000})`

const isLock = ({ tenantId, plugin, name }: LockName) =>
  sql`tenant_id = ${tenantId}::uuid and plugin_id = ${plugin} and name = ${name}`

/** Takes a lock for a time unless somebody holds it. Answers whether it was taken. */
export async function takeLock(
  db: Kysely<never>,
  lock: LockName,
  { holder, leaseMs }: { readonly holder: string; readonly leaseMs: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into core.plugin_locks as held (tenant_id, plugin_id, name, holder, held_until)
    values (${lock.tenantId}::uuid, ${lock.plugin}, ${lock.name}, ${holder}::uuid, ${leaseOf(leaseMs)})
    on conflict (tenant_id, plugin_id, name) do update
    set holder = excluded.holder, held_until = excluded.held_until
    where held.held_until < clock_timestamp()
    returning 1`.execute(db)
  return rows.length > 0
}

/** Holds a lock for longer. Answers whether it was still held: one whose time was up, but that nobody took, is. */
export async function prolongLock(
  db: Kysely<never>,
  lock: LockName,
  { holder, leaseMs }: { readonly holder: string; readonly leaseMs: number },
): Promise<boolean> {
  const { rows } = await sql`
    update core.plugin_locks set held_until = ${leaseOf(leaseMs)}
    where ${isLock(lock)} and holder = ${holder}::uuid returning 1`.execute(db)
  return rows.length > 0
}

/** Gives a lock back. */
export async function freeLock(db: Kysely<never>, lock: LockName, holder: string): Promise<void> {
  await sql`delete from core.plugin_locks where ${isLock(lock)} and holder = ${holder}::uuid`.execute(db)
}
