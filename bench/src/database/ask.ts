import type { TenantContext } from '@tessera/plugin-api/server'
import type { Explanation, Frame, MetricQuery } from '@tessera/plugin-api/wire'
import type { Services } from '../../../server/src/services.ts'
import type { BenchTenant } from '../data/world.ts'

/** Whether rollups may answer. */
type Rollups = 'auto' | 'off'

const contextOf = ({ id, slug }: BenchTenant, rollups: Rollups) => {
  const tenant: TenantContext = { id, slug, name: slug, timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  return { tenant, plugins: new Set(['shop']), rollups }
}

/** The engine of this process, as callers of a tenant meet it. */
export interface Asker {
  readonly ask: (query: MetricQuery) => Promise<Frame>
  /** The statement the engine would send. */
  readonly explain: (query: MetricQuery) => Promise<Explanation>
}

/** Asks the engine of this process. */
export function askerOf({ engine }: Services, tenant: BenchTenant, rollups: Rollups = 'auto'): Asker {
  const context = contextOf(tenant, rollups)
  return { ask: (query) => engine.run(query, context), explain: (query) => engine.explain(query, context) }
}
