import type { TenantContext } from '@tessera/plugin-api/server'

/** Who asks. Without it nothing is compiled, cached or run. */
export interface QueryContext {
  readonly tenant: TenantContext
  /** Plugins this tenant may use; metrics of others are refused with `plugin_disabled`. */
  readonly plugins: ReadonlySet<string>
  readonly signal?: AbortSignal
  /** May see personal values in rows; they are masked otherwise. */
  readonly personal?: boolean
  /** `off` reads single rows only; the answer is the same. */
  readonly rollups?: 'auto' | 'off'
  /** Version of the tenant's data where it was read since the question came; the cache reads it itself when left out. */
  readonly dataVersion?: string | undefined
}
