import type { Command } from 'commander'
import { metricQuerySchema, type Frame } from '@tessera/plugin-api/wire'
import { assertExact, parseInput } from '@tessera/plugin-api/server'
import { findTenant, readEnabledPlugins } from '@tessera/tenancy'
import { print, table, type OutputOptions } from '../output.ts'
import { parseJson, readInput } from '../read-input.ts'
import { withServices } from '../session.ts'

function readable(frame: Frame): string {
  const { range, timeZone, source } = frame.meta
  const shown = table(
    frame.columns.map((column) => column.name),
    frame.rows,
  )
  return `${shown}\n\n${range.from} to ${range.to}, ${timeZone}; ${source.kind}: ${source.reason}`
}

/** `query`: answers a metric query. */
export function queryCommand(program: Command): void {
  program
    .command('query [file]')
    .description('answer a metric query given as JSON in a file or on standard input')
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--json', 'print the frame as JSON')
    .action(async (file: string | undefined, options: OutputOptions & { readonly tenant: string }) => {
      const from = file ?? '-'
      const text = await readInput(from)
      assertExact(text)
      const query = parseInput(metricQuerySchema, parseJson(text, from))
      const frame = await withServices(async ({ database, registry, engine }) => {
        const tenant = await findTenant(database.owner, options.tenant)
        const plugins = await readEnabledPlugins(database.owner, registry, tenant.id)
        return engine.run(query, { tenant, plugins })
      })
      print(options, frame, () => readable(frame))
    })
}
