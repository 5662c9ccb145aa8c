import type { TenantContext } from '@tessera/plugin-api/server'
import type { Registry } from '@tessera/registry'
import type { NightFound } from './compare-at-night.ts'
import { rollupErrors } from './errors.ts'
import type { RollupLog } from './rollup-keeper.ts'

/** Tells what a night's comparison found: to the log, and on the page of plugins where a plugin's rollup differed. */
export function tellNight(
  { log, registry }: { readonly log: RollupLog; readonly registry: Pick<Registry, 'degrade'> },
  tenant: TenantContext,
  { checks, ms }: NightFound,
): void {
  const differing = checks.filter(({ different }) => different > 0)
  log.info(
    {
      tenant: tenant.slug,
      rollups: checks.length,
      differing: differing.map(({ rollup }) => rollup),
      ms: Math.round(ms),
    },
    `compared ${checks.length} rollups of tenant '${tenant.slug}' with their rows: ${differing.length === 0 ? 'all agree' : `${differing.length} differ`}`,
  )
  for (const { rollup, different, days } of differing) {
    const problem = rollupErrors('rollup_differs', { rollup, tenant: tenant.slug, rows: different, days })
    log.error({ rollup, tenant: tenant.slug }, problem.message)
    registry.degrade(rollup.slice(0, rollup.indexOf('.')), 'run', problem)
  }
}
