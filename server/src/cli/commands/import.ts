import type { Command } from 'commander'
import { ProblemError } from '@tessera/plugin-api'
import { schemaOf } from '@tessera/registry'
import { checkRows, readFileParts, recordTable, upsertRows, type RecordPlace } from '@tessera/records'
import { findTenant, readEnabledPlugins, tenancyErrors } from '@tessera/tenancy'
import { pluginErrors } from '@tessera/plugin-api'
import { print, type OutputOptions } from '../output.ts'
import { openInput } from '../read-input.ts'
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

type Source = Awaited<ReturnType<typeof openInput>>

/** Rows of a file in parts, each named by its lines, or by its place among all rows where they do not stand in lines. */
async function* partsOf({ table }: RecordPlace, source: Source) {
  let before = 0
  for await (const { rows, lines } of readFileParts(table, source())) {
    const start = before
    yield { rows, lines: lines ?? rows.map((_, index) => start + index + 1) }
    before += rows.length
  }
}

/** The same parts; the next one is read while the last is dealt with. */
async function* readAhead<Part>(parts: AsyncGenerator<Part>) {
  let next = parts.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done === true) return
      next = parts.next()
      next.catch(() => {})
      yield value
    }
  } finally {
    await parts.return(undefined)
  }
}

/** Stores the rows of a file in parts, once all of them are known to be right. */
async function importFile(place: RecordPlace, source: Source, check: boolean) {
  for await (const part of partsOf(place, source)) await checkRows(place.table, part.rows, part)
  const sum = { ...none }
  for await (const { rows, lines } of readAhead(partsOf(place, source))) {
    const counts = await upsertRows(place, rows, { lines, check })
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
            await openInput(file),
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
