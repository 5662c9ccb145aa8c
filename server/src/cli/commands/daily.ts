import type { TenantContext } from '@tessera/plugin-api/server'
import { findTenant, listTenants } from '@tessera/tenancy'
import type { DailyDone, DailyRange } from '@tessera/unified'
import type { Command } from 'commander'
import { serverErrors } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { print, table, type OutputOptions } from '../output.ts'
import { withServices } from '../session.ts'

interface DailyOptions extends OutputOptions {
  readonly tenant?: string
  readonly date?: string
  readonly days?: string
  readonly force?: boolean
}

type Done = DailyDone & { readonly tenant: string }

/** The day named, the last complete days, or yesterday. */
function rangeOf({ date, days = '1', force = false }: DailyOptions, today: string): DailyRange {
  if (date !== undefined) return { from: date, to: date, force }
  if (!/^[1-9]\d{0,3}$/.test(days)) {
    throw serverErrors('option_invalid', { option: '--days', expected: 'a whole number from 1' })
  }
  const yesterday = Temporal.PlainDate.from(today).subtract({ days: 1 })
  return { from: yesterday.subtract({ days: Number(days) - 1 }).toString(), to: yesterday.toString(), force }
}

async function compute({ unified }: Services, tenant: TenantContext, options: DailyOptions): Promise<Done> {
  const { daily } = unified
  const range = rangeOf(options, daily.usualRange(tenant, 1).to)
  return { tenant: tenant.slug, ...(await daily.compute(tenant, range)) }
}

function readable(done: readonly Done[]): string {
  const rows = done.map(({ tenant, days, values, unanswered }) => [
    tenant,
    days.length === 0 ? null : `${days.at(-1)} to ${days[0]}`,
    days.length,
    values,
    unanswered.length,
  ])
  const lines = done.flatMap(({ unanswered }) => unanswered.map(({ metric, reason }) => `${metric}: ${reason}`))
  return [table(['tenant', 'days', 'computed', 'values', 'without'], rows), ...new Set(lines)].join('\n')
}

/** `daily`: computes daily metrics. */
export function dailyCommand(program: Command): void {
  program
    .command('daily')
    .description('compute the daily metrics of yesterday, of a day, or of the last days; what is there and final stays')
    .option('--tenant <slug>', 'tenant (default: all)')
    .option('--date <day>', 'only this day, as 2026-10-31')
    .option('--days <n>', 'the last n complete days')
    .option('--force', 'compute also what is there already')
    .option('--json', 'print JSON')
    .action(async (options: DailyOptions) => {
      if (options.date !== undefined && options.days !== undefined) {
        throw serverErrors('option_invalid', { option: '--date', expected: 'no --days beside it' })
      }
      const done = await withServices(async (services) => {
        const { owner } = services.database
        const tenants =
          options.tenant === undefined ? await listTenants(owner) : [await findTenant(owner, options.tenant)]
        const all: Done[] = []
        for (const tenant of tenants) all.push(await compute(services, tenant, options))
        return all
      })
      print(options, done, () => readable(done))
    })
}
