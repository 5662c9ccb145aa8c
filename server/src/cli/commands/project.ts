import type { Command } from 'commander'
import { findTenant, listTenants } from '@tessera/tenancy'
import { type ProjectionInfo, countedUpTo, listProjections, projectorNamed, rebuild } from '@tessera/projections'
import type { Services } from '../../services.ts'
import { print, table, type OutputOptions } from '../output.ts'
import { withServices } from '../session.ts'

interface ProjectOptions extends OutputOptions {
  readonly tenant?: string
  readonly plugin?: string
}

type Row = ProjectionInfo & { readonly tenant: string; readonly running: boolean }

type Tenants = Awaited<ReturnType<typeof listTenants>>

async function tenantsOf({ database: { owner } }: Services, { tenant }: ProjectOptions): Promise<Tenants> {
  return tenant === undefined ? listTenants(owner) : [await findTenant(owner, tenant)]
}

async function progress(services: Services, options: ProjectOptions): Promise<Row[]> {
  const running = new Set(services.projectors().map(({ plugin }) => plugin))
  const rows: Row[] = []
  for (const { id, slug } of await tenantsOf(services, options)) {
    const found = await services.database.tenantTransaction(id, (db) => listProjections(db, id))
    for (const info of found) {
      if (options.plugin !== undefined && info.plugin !== options.plugin) continue
      rows.push({ tenant: slug, ...info, running: running.has(info.plugin) })
    }
  }
  return rows
}

const behindText = ({ behind }: ProjectionInfo) => (behind < countedUpTo ? behind : `${countedUpTo} or more`)

function printProgress(options: ProjectOptions, projections: readonly Row[]): void {
  print(options, { projections }, () =>
    table(
      ['tenant', 'plugin', 'version', 'running', 'events to read', 'set aside', 'reason'],
      projections.map((row) => {
        const { tenant, plugin, version, running, aside, reason } = row
        return [tenant, plugin, version, running ? 'yes' : 'no', behindText(row), aside, reason]
      }),
    ),
  )
}

/** `project list`, `project run`, `project rebuild`. */
export function projectCommand(program: Command): void {
  const project = program.command('project').description('how far plugins have read the events')
  const command = (name: string, description: string, options?: { readonly isDefault: boolean }) =>
    project
      .command(name, options)
      .description(description)
      .option('--tenant <slug>', 'tenant; all when left out')
      .option('--plugin <id>', 'plugin; all when left out')
      .option('--json', 'print JSON')
  command('list', 'list what plugins have still to read and what they set aside', { isDefault: true }).action(
    async (options: ProjectOptions) =>
      printProgress(options, await withServices((services) => progress(services, options))),
  )
  command('run', 'have plugins read what they have not seen and try again what they set aside').action(
    async (options: ProjectOptions) => {
      const rows = await withServices(async (services) => {
        if (options.plugin !== undefined) projectorNamed(services.projectors(), options.plugin)
        for (const { id } of await tenantsOf(services, options)) await services.projections.retry(id, options.plugin)
        await services.projections.settled()
        return progress(services, options)
      })
      printProgress(options, rows)
      if (rows.some(({ running, behind, aside }) => running && behind + aside > 0)) process.exitCode = 1
    },
  )
  project
    .command('rebuild')
    .description('delete what a plugin projected and make it anew from all events; a running server reads on')
    .requiredOption('--plugin <id>', 'plugin')
    .option('--tenant <slug>', 'tenant; all when left out')
    .option('--json', 'print JSON')
    .action(async (options: ProjectOptions & { readonly plugin: string }) => {
      const rows = await withServices(async (services) => {
        const projector = projectorNamed(services.projectors(), options.plugin)
        for (const { id } of await tenantsOf(services, options)) {
          await services.database.tenantTransaction(id, (db) => rebuild(db, id, projector))
          services.projections.behind(id)
        }
        await services.projections.settled()
        return progress(services, options)
      })
      printProgress(options, rows)
    })
}
