import type { Command } from 'commander'
import { ProblemError } from '@tessera/plugin-api'
import { schemaOf } from '@tessera/registry'
import { checkRows, mostRows, readFileRows, recordTable, upsertRows, type RecordPlace } from '@tessera/records'
import { findTenant, readEnabledPlugins, tenancyErrors } from '@tessera/tenancy'
import { pluginErrors } from '@tessera/plugin-api'
import { print, type OutputOptions } from '../output.ts'
import { readInputBytes } from '../read-input.ts'
import { withServices } from '../session.ts'

interface ImportOptions extends OutputOptions {
  readonly tenant: string
  readonly check?: boolean
}

const none = { inserted: 0, updated: 0, unchanged: 0 }

/** What is wrong with a file, a line each, as many as help. */
function sayWrong({ message, issues }: ProblemError): string {
  const places = issues
    .slice(0, 20)
    .map(({ path, message: said, code }) => `  ${path}: ${said}${code === undefined ? '' : ` (${code})`}`)
  const more = issues.length > places.length ? [`  … and ${issues.length - places.length} more; --json lists them`] : []
  return [message, ...places, ...more].join('\n')
}

/** Stores the rows of a file in parts, once all of them are known to be right. */
async function importFile(place: RecordPlace, file: string, check: boolean) {
  const { rows, lines } = await readFileRows(place.table, await readInputBytes(file))
  const starts = Array.from({ length: Math.ceil(rows.length / mostRows) }, (_, part) => part * mostRows)
  const partOf = (start: number) => ({
    rows: rows.slice(start, start + mostRows),
    lines: (lines ?? rows.map((_, index) => index + 1)).slice(start, start + mostRows),
  })
  for (const start of starts) {
    const part = partOf(start)
    await checkRows(place.table, part.rows, part)
  }
  const sum = { ...none }
  for (const start of starts) {
    const part = partOf(start)
    const counts = await upsertRows(place, part.rows, { lines: part.lines, check })
    for (const name of ['inserted', 'updated', 'unchanged'] as const) sum[name] += counts[name]
  }
  return sum
}

/** `import`. */
export function importCommand(program: Command): void {
  program
    .command('import <table> <file>')
    .description(
      'add and change rows of a table, <plugin>.<table>, from CSV, JSON or NDJSON, or from standard input (-)',
    )
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--check', 'say what it would do, and store nothing')
    .option('--json', 'print JSON')
    .action(async (named: string, file: string, options: ImportOptions) => {
      const { check = false } = options
      await withServices(async ({ database, registry }) => {
        const tenant = await findTenant(database.owner, options.tenant)
        const [plugin = '', name = ''] = named.split('.', 2)
        const contract = registry.plugin(plugin)?.contract
        if (!contract) throw tenancyErrors('plugin_unknown', { plugin })
        if (!(await readEnabledPlugins(database.owner, registry, tenant.id)).has(plugin)) {
          throw pluginErrors('plugin_disabled', { plugin })
        }
        const transaction: RecordPlace['transaction'] = (run) =>
          database.tenantTransaction(tenant.id, run, { plugin: schemaOf(plugin) })
        try {
          const counts = await importFile(
            { table: recordTable(contract, name), tenantId: tenant.id, transaction },
            file,
            check,
          )
          const { inserted, updated, unchanged } = counts
          print(
            options,
            counts,
            () =>
              `${inserted} added, ${updated} changed, ${unchanged} there already${check ? '; nothing was stored' : ''}`,
          )
        } catch (error) {
          if (!(error instanceof ProblemError) || error.issues.length === 0) throw error
          print(options, { code: error.code, detail: error.message, issues: error.issues }, () => sayWrong(error))
          process.exitCode = 1
        }
      })
    })
}
