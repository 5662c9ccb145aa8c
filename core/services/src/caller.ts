import type { TenantContext } from '@tessera/plugin-api/server'
import type { ActorKind } from '@tessera/plugin-api/wire'
import type { SettingsByPlugin } from '@tessera/settings'

/** Who does something: told by the host, never by a plugin. */
export interface Actor {
  readonly kind: ActorKind
  /** Of the person or key; the full id of a job. */
  readonly id: string | null
  /** Of the person or key. */
  readonly name?: string | null
}

/** For whom services work: who calls a procedure, or a plugin by itself in a tenant. */
export interface Caller {
  readonly tenant: TenantContext
  readonly actor: Actor
  /** What lines of the log say beside plugin and tenant: the request, or the job and its run. */
  readonly origin: Readonly<Record<string, string>>
  /** Ids of the plugins enabled for the tenant and running. */
  readonly plugins: ReadonlySet<string>
  /** Ids of the rights held. */
  readonly rights: ReadonlySet<string>
  /** What admins of the tenant set. */
  readonly settings: SettingsByPlugin
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal
  /** Longest wait for a turn, in milliseconds; as long as the signal lets it when left out. */
  readonly patienceMs?: number
  /** Longest time of a transaction, in milliseconds; 30 s when left out. */
  readonly transactionMs?: number
  /** Version of the tenant's data a moment ago. */
  readonly dataVersion?: string | undefined
}
