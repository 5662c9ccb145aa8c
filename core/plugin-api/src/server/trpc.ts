import { initTRPC } from '@trpc/server'
import { pluginErrors } from '../errors.ts'
import type { Role } from '../permission.ts'
import type { PluginSpec } from '../plugin.ts'
import type { Questions } from './services/questions.ts'
import type { RunTransaction } from './services/run-transaction.ts'
import type { TenantContext } from './services/tenant-context.ts'
import type { TenantServices } from './services/tenant-services.ts'
import { unstorableText } from '../wire/unstorable-text.ts'

/** What every procedure gets. */
export interface RequestContext extends Questions {
  readonly tenant: TenantContext | null
  readonly user: { readonly id: string; readonly name: string; readonly email: string } | null
  /** Ids of the rights held, core's and those of enabled plugins: the role's for a session, the key's scopes for an API key. */
  readonly scopes: ReadonlySet<string>
  readonly role: Role | null
  /** Ids of the plugins enabled for the tenant and running. */
  readonly plugins: ReadonlySet<string>
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal
  readonly transaction: RunTransaction
  /** What a plugin may use in the caller's tenant; its procedures have all of it in their own context. */
  readonly services: (plugin: PluginSpec) => TenantServices
  /**
   * For what stays open, as a subscription does: has the caller judged again every few seconds, as they are known then. The signal is
   * aborted with the refusal.
   */
  readonly judgeAgain?: ((judge: (caller: Caller) => void) => AbortSignal) | undefined
}

/** The part of a context that says who asks, and what they may do. */
export type Caller = Pick<RequestContext, 'tenant' | 'plugins' | 'scopes'>

/** What a procedure says of itself. */
export interface ProcedureMeta {
  /** Plugin it belongs to; the host writes it where it mounts the procedure. */
  readonly plugin?: string
  /** Rights its callers need, written where the gate is made: a body of anybody else is left unread. */
  readonly scopes?: readonly string[]
  /** How large a JSON body it takes: `small` 16 kB, also when left out; `document` 256 kB; `batch` 16 MB. */
  readonly body?: 'small' | 'document' | 'batch'
  /** Checks by itself that texts of its input can be stored, each part alone. */
  readonly checksText?: true
  /** Its answer is a `fileAnswer`, which over REST goes out as the file itself. */
  readonly file?: true
  /** REST path of the same procedure, in trpc-to-openapi's form: under `/api/<plugin id>/`, or among the contract's `paths`. */
  readonly openapi?: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
    readonly path: `/${string}`
    readonly tags?: string[]
    readonly summary?: string
    readonly description?: string
    readonly protect?: boolean
    readonly successDescription?: string
  }
}

const bare = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    // why: proxies close what is silent, and a reader whose stream is dead learns it by the silence alone
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  })

/** No input reaches a procedure with text that the database cannot take. */
const storableInput = bare.middleware(async ({ getRawInput, meta, next }) => {
  if (meta?.checksText) return next()
  // why: an input that cannot be read is refused where it is needed, behind the gates of its procedure
  const found = unstorableText(await getRawInput().catch(() => undefined))
  if (!found) return next()
  const { path, reason } = found
  throw pluginErrors('input_invalid', { first: path === '' ? reason : `${path}: ${reason}` }, [
    { path, message: reason },
  ])
})

/** The one tRPC instance: routers of core and plugins are made from it, so that they share context, errors and gates. */
export const trpc = { ...bare, procedure: bare.procedure.use(storableInput) }
