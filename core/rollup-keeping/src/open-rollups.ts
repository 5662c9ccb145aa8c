import type { Database } from '@tessera/database'
import { createRollups, type Rollups } from '@tessera/query'
import { schemaOf, type Registry } from '@tessera/registry'
import { rollupErrors } from './errors.ts'
import { createRollupKeeper, type RollupKeeper, type RollupLog } from './rollup-keeper.ts'

/** Creates the tables of all declared rollups. One that cannot be kept is reported; its figures come from the rows. */
export async function openRollups(
  database: Database,
  registry: Registry,
  log: RollupLog,
): Promise<{ readonly rollups: Rollups; readonly rollupKeeper: RollupKeeper }> {
  const stop = new AbortController()
  const rollups = createRollups({ database, metrics: registry.metrics(), schemaOf, signal: stop.signal })
  for (const { plugin, rollup, reason } of await rollups.prepare()) {
    const problem = rollupErrors('rollup_not_kept', { rollup, reason })
    log.error({ plugin }, problem.message)
    registry.degrade(plugin, 'migrate', problem)
  }
  return { rollups, rollupKeeper: createRollupKeeper({ database, registry, rollups, log, stop }) }
}
