import type { RollupInfo } from '@tessera/query'
import { listNights, type NightReport } from '@tessera/rollup-keeping'
import type { Command } from 'commander'
import { serverErrors } from '../../errors.ts'
import { findTenant } from '@tessera/tenancy'
import type { Services } from '../../services.ts'
import { print, table, type OutputOptions } from '../output.ts'
import { withServices } from '../session.ts'

interface RollupOptions extends OutputOptions {
  readonly tenant: string
  readonly rollup?: string
  readonly days?: string
}

const columns = ['rollup', 'status', 'zone', 'built', 'checked', 'detail']

function listText(rollups: readonly RollupInfo[]): string {
  const rows = rollups.map((row) => [row.rollup, row.status, row.timeZone, row.builtAt, row.checkedAt, row.detail])
  return table(columns, rows)
}

const nightColumns = ['night', 'state', 'started', 'ended', 'tries', 'compared', 'differing', 'reason']

function nightsText(nights: readonly NightReport[]): string {
  const rows = nights.map(({ night, state, startedAt, endedAt, tries, checks, reason }) => {
    const differing = checks.filter(({ different }) => different > 0).map(({ rollup }) => rollup)
    return [night, state, startedAt, endedAt, tries, checks.length, differing.join(', '), reason]
  })
  return table(nightColumns, rows)
}

async function onTenant<T>(
  options: RollupOptions,
  run: (services: Services, tenant: Awaited<ReturnType<typeof findTenant>>) => Promise<T>,
): Promise<T> {
  return withServices(async (services) => {
    const tenant = await findTenant(services.database.owner, options.tenant)
    const { rollup } = options
    if (rollup !== undefined && !services.rollups.definitions.some(({ id }) => id === rollup)) {
      throw serverErrors('rollup_unknown', { rollup })
    }
    return run(services, tenant)
  })
}

/** `rollup list`, `rollup nights`, `rollup refresh`, `rollup rebuild`, `rollup check`. */
export function rollupCommand(program: Command): void {
  const rollup = program.command('rollup').description('aggregates kept ready, of one tenant')
  const command = (name: string, description: string) =>
    rollup
      .command(name)
      .description(description)
      .requiredOption('--tenant <slug>', 'tenant')
      .option('--json', 'print JSON')
  command('list', 'list all rollups and how far they are built').action(async (options: RollupOptions) => {
    const rollups = await onTenant(options, (services, tenant) => services.rollups.list(tenant))
    print(options, { rollups }, () => listText(rollups))
  })
  command('nights', 'list what the comparisons of the last 30 nights found').action(async (options: RollupOptions) => {
    const nights = await onTenant(options, (services, tenant) => listNights(services.database.owner, tenant.id))
    print(options, { nights }, () => nightsText(nights))
  })
  command('refresh', 'build what is missing and make anew what changed').action(async (options: RollupOptions) => {
    const rollups = await onTenant(options, async (services, tenant) => {
      await services.rollups.refresh(tenant)
      return services.rollups.list(tenant)
    })
    print(options, { rollups }, () => listText(rollups))
  })
  command('rebuild', 'build anew from the rows')
    .option('--rollup <id>', 'only this one')
    .action(async (options: RollupOptions) => {
      const rebuilt = await onTenant(options, (services, tenant) => services.rollups.rebuild(tenant, options.rollup))
      print(options, { rebuilt }, () => `rebuilt: ${rebuilt.join(', ') || 'nothing, no rollup is declared'}`)
    })
  command('check', 'compare with the rows; sets aside what differs')
    .option('--days <n>', 'days back from the last row', '7')
    .action(async (options: RollupOptions) => {
      const last = Number(options.days)
      const checks = await onTenant(options, (services, tenant) => services.rollups.check(tenant, { last }))
      print(options, { checks }, () =>
        table(
          ['rollup', 'days', 'different'],
          checks.map((check) => [check.rollup, check.days, check.different]),
        ),
      )
      if (checks.some(({ different }) => different > 0)) process.exitCode = 1
    })
}
