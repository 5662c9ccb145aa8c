import { InvalidArgumentError, Option, type Command } from 'commander'
import { createTenant, listTenantKeys, listTenants, setTenantKey } from '@tessera/tenancy'
import { print, table, type OutputOptions } from '../output.ts'
import { withDatabase } from '../session.ts'

interface CreateOptions extends OutputOptions {
  readonly name?: string
  readonly timezone: string
  readonly currency: string
  readonly weekStart: string
  readonly fiscalYearStart: string
}

interface KeyOptions extends OutputOptions {
  readonly system: string
  readonly key?: string
  readonly none?: boolean
}

/** `tenant create`, `tenant list`, `tenant key`, `tenant keys`. */
export function tenantCommand(program: Command): void {
  const tenant = program.command('tenant').description('customers of this installation')
  tenant
    .command('create <slug>')
    .description('create a tenant')
    .option('--name <name>', 'name people see (default: the slug)')
    .option('--timezone <zone>', 'IANA time zone', 'UTC')
    .option('--currency <code>', 'ISO 4217 code', 'USD')
    .option('--week-start <day>', '1 Monday … 7 Sunday', '1')
    .option('--fiscal-year-start <month>', 'month the fiscal year starts in, 1 … 12', '1')
    .option('--json', 'print JSON')
    .action(async (slug: string, options: CreateOptions) => {
      const { name = slug, timezone: timeZone, currency, weekStart, fiscalYearStart } = options
      const input = {
        slug,
        name,
        timeZone,
        currency,
        weekStart: Number(weekStart),
        fiscalYearStartMonth: Number(fiscalYearStart),
      }
      const made = await withDatabase((database) => createTenant(database, input))
      print(options, made, () => `created tenant ${made.slug} (${made.id})`)
    })
  tenant
    .command('list')
    .description('list all tenants')
    .option('--json', 'print JSON')
    .action(async (options: OutputOptions) => {
      const tenants = await withDatabase((database) => listTenants(database.owner))
      const columns = ['slug', 'name', 'time zone', 'currency', 'id']
      const rows = tenants.map((one) => [one.slug, one.name, one.timeZone, one.currency, one.id])
      print(options, tenants, () => table(columns, rows))
    })
  tenant
    .command('key <slug>')
    .description('say by which key another system in the same PostgreSQL knows a tenant')
    .requiredOption(
      '--system <name>',
      'the system, as the plugin that reads its tables calls it (usually their schema)',
    )
    .addOption(new Option('--key <key>', 'its key there').conflicts('none'))
    .option('--none', 'it has no key there any more')
    .option('--json', 'print JSON')
    .action(async (slug: string, options: KeyOptions) => {
      const { system, none = false } = options
      if (options.key === undefined && !none) throw new InvalidArgumentError('say --key <key>, or --none')
      const key = options.key ?? null
      await withDatabase((database) => setTenantKey(database, { tenant: slug, system, key }))
      print(options, { tenant: slug, system, key }, () =>
        key === null ? `${slug} has no key in ${system}` : `${slug} is ${key} in ${system}`,
      )
    })
  tenant
    .command('keys')
    .description('list the keys of tenants in other systems')
    .option('--json', 'print JSON')
    .action(async (options: OutputOptions) => {
      const keys = await withDatabase((database) => listTenantKeys(database.owner))
      const rows = keys.map((one) => [one.system, one.tenant, one.key])
      print(options, keys, () => table(['system', 'tenant', 'key'], rows))
    })
}
