import { basename } from 'node:path'
import { ProblemError } from '@tessera/plugin-api'
import { openRowFile } from '@tessera/row-files'
import { listTargets, mostTargets, writeTargets, type StoredTarget, type TargetCounts } from '@tessera/targets'
import { targetsOfFile, wrongLines, type TargetFile, type WrongLine } from '@tessera/targets/file'
import { findTenant, readEnabledPlugins } from '@tessera/tenancy'
import type { Command } from 'commander'
import type { Services } from '../../services.ts'
import { knownIn } from '../../trpc/targets-router.ts'
import { print, table, type OutputOptions } from '../output.ts'
import { openInput } from '../read-input.ts'
import { recordDone } from '../record-done.ts'
import { withServices } from '../session.ts'

interface TargetOptions extends OutputOptions {
  readonly tenant: string
  readonly check?: boolean
  readonly metric?: string
}

const mostSaid = 20

function sayWrong(wrong: readonly WrongLine[]): string {
  const lines = new Set(wrong.map(({ line }) => line)).size
  const told = wrong.slice(0, mostSaid).map(({ line, reason }) => `  line ${line}: ${reason}`)
  const more = wrong.length > mostSaid ? [`  … and more; --json lists ${wrong.length}`] : []
  return [`${lines} ${lines === 1 ? 'line is' : 'lines are'} wrong, so no target was set`, ...told, ...more].join('\n')
}

const sayCounts = ({ set, unchanged }: TargetCounts) => `${set} set, ${unchanged} there already`

/** Sets the targets of a file, or says what is wrong with its lines. */
async function bring(
  { database, registry }: Services,
  file: TargetFile,
  { tenantId, check }: { readonly tenantId: string; readonly check: boolean },
): Promise<TargetCounts | readonly WrongLine[]> {
  if (file.wrong.length > 0) return file.wrong
  const plugins = await readEnabledPlugins(database.owner, registry, tenantId)
  try {
    return await writeTargets(database, {
      tenantId,
      rows: file.targets,
      by: null,
      known: knownIn(registry, plugins),
      check,
    })
  } catch (error) {
    if (!(error instanceof ProblemError) || error.issues.length === 0) throw error
    return wrongLines(error.issues, file.lines)
  }
}

async function importTargets(path: string, options: TargetOptions): Promise<void> {
  const file = await targetsOfFile(await openRowFile(await openInput(path)), mostTargets)
  const { check = false } = options
  await withServices(async (services) => {
    const { id: tenantId } = await findTenant(services.database.owner, options.tenant)
    const done = await bring(services, file, { tenantId, check })
    if ('set' in done) {
      const name = path === '-' ? {} : { file: basename(path) }
      if (!check && done.set > 0)
        await recordDone(services.database.owner, { tenantId, action: 'targets_set', details: { ...name, ...done } })
      return print(options, done, () => `${sayCounts(done)}${check ? '; nothing was stored' : ''}`)
    }
    process.exitCode = 1
    print(options, { wrong: done }, () => sayWrong(done))
  })
}

const rowOf = ({ metric, from, to, dimension, value, target }: StoredTarget) => {
  const [bound = '', limit = null] = Object.entries(target)[0] ?? []
  return [metric, from, to, dimension, value, bound, limit]
}

/** `targets import`, `targets list`. */
export function targetsCommand(program: Command): void {
  const targets = program.command('targets').description('targets of metrics for periods')
  targets
    .command('import <file>')
    .description(
      'set targets from CSV, JSON, lines of JSON or parquet, or from standard input (-): all of them or none',
    )
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--check', 'say what it would do, and store nothing')
    .option('--json', 'print JSON')
    .action(importTargets)
  targets
    .command('list')
    .description('list the targets that are set; what --json prints can be imported')
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--metric <id>', 'those of one metric')
    .option('--json', 'print JSON')
    .action(async (options: TargetOptions) => {
      await withServices(async ({ database }) => {
        const tenant = await findTenant(database.owner, options.tenant)
        const found = await database.tenantTransaction(tenant.id, (db) =>
          listTargets(db, tenant.id, options.metric ?? null),
        )
        print(options, found, () =>
          table(['metric', 'from', 'to', 'dimension', 'value', 'bound', 'limit'], found.map(rowOf)),
        )
      })
    })
}
