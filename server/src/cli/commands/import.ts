import { basename } from 'node:path'
import { ProblemError } from '@tessera/plugin-api'
import { beginImport, endImport } from '@tessera/records'
import { openRowFile, withoutReasons } from '@tessera/row-files'
import { findTenant } from '@tessera/tenancy'
import type { Command } from 'commander'
import { serverErrors } from '../../errors.ts'
import { assertHead, bringFile, checkFile, tryFile, type FileOutcome } from '../import-file.ts'
import { print, type OutputOptions } from '../output.ts'
import { printImports, undoNamed } from '../past-imports.ts'
import { placeOf, type Parts } from '../place-of.ts'
import { openInput } from '../read-input.ts'
import { recordDone } from '../record-done.ts'
import { refusedFile } from '../refused-file.ts'
import { withServices } from '../session.ts'

interface ImportOptions extends OutputOptions {
  readonly tenant: string
  readonly check?: boolean
  readonly refused?: string
  readonly list?: boolean
  readonly undo?: string
}

const mostSaid = 20
const importer = { kind: 'server', id: null, name: 'the command line' } as const

/** What is wrong with a file, a line each, as many as help. */
function sayWrong({ refused, wrong }: FileOutcome, end = ''): string {
  const places = wrong.slice(0, mostSaid).map(({ line, column, reason, code }) => {
    return `  line ${line}${column === null ? '' : `.${column}`}: ${reason} (${code})`
  })
  const more = wrong.length > mostSaid ? [`  … and more; --json lists ${wrong.length}`] : []
  return [`${refused} ${refused === 1 ? 'row is' : 'rows are'} refused${end}`, ...places, ...more].join('\n')
}

const sayCounts = ({ inserted, updated, unchanged }: FileOutcome) =>
  `${inserted} added, ${updated} changed, ${unchanged} there already`

/** Brings a file; all of its rows are looked at before the first is stored, unless bad ones are to be left out. */
async function bring(parts: Parts, tenantId: string, given: ImportOptions & { named: string; path: string }) {
  const { named, path, check = false, refused } = given
  const place = await placeOf(parts, tenantId, named)
  const opened = await openRowFile(await openInput(path))
  const file = withoutReasons(
    opened,
    place.table.columns.map(({ name }) => name),
  )
  assertHead(place, file)
  const looked = refused === undefined || check ? await checkFile(place, file) : null
  if (looked && looked.refused > 0) {
    process.exitCode = 1
    return print(given, looked, () => sayWrong(looked, ', so nothing was stored'))
  }
  if (check) {
    const { wrong: _, ...counts } = await tryFile(place, file)
    return print(given, counts, () => `${sayCounts({ ...counts, wrong: [] })}; nothing was stored`)
  }
  const name = path === '-' ? null : basename(path)
  const id = await beginImport(place, { importer, file: name })
  const left = refused === undefined ? null : refusedFile(refused, file.columns)
  let isWhole = false
  try {
    const outcome = await bringFile(place, file, {
      id,
      engine: parts.database.kind,
      onRefused: (rows) => left?.add(rows),
    })
    isWhole = true
    const { wrong, ...counts } = outcome
    if (counts.refused > 0) process.exitCode = 1
    const { plugin, name: subject } = place.table
    const details = { ...(name === null ? {} : { file: name }), ...counts }
    if (counts.inserted + counts.updated > 0) {
      await recordDone(parts.database.owner, { tenantId, action: 'records_imported', plugin, subject, details })
    }
    print(given, { id, ...counts, ...(wrong.length > 0 ? { wrong } : {}) }, () =>
      [sayCounts(outcome), ...(outcome.refused > 0 ? [sayWrong(outcome)] : [])].join('\n'),
    )
  } finally {
    await endImport(place, id, { cancelled: !isWhole })
    await left?.close()
  }
}

/** `import`. */
export function importCommand(program: Command): void {
  program
    .command('import [table] [file]')
    .description(
      'add and change rows of a table, <plugin>.<table>, from CSV, JSON, lines of JSON or parquet, or from standard input (-)',
    )
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--check', 'say what it would do, and store nothing')
    .option('--refused <file>', 'store the good rows, and write the others into this file, with line and reason')
    .option('--list', 'list imports, and whether they can be undone')
    .option('--undo <id>', 'take an import back: remove what it added, restore what it changed')
    .option('--json', 'print JSON')
    .action(async (named: string | undefined, path: string | undefined, options: ImportOptions) => {
      await withServices(async (services) => {
        const tenant = await findTenant(services.database.owner, options.tenant)
        if (options.list) return printImports(services, tenant.id, options)
        if (options.undo !== undefined) return undoNamed(services, tenant.id, { ...options, undo: options.undo })
        if (!named?.includes('.') || path === undefined) throw serverErrors('import_incomplete', {})
        try {
          return await bring(services, tenant.id, { ...options, named, path })
        } catch (error) {
          if (!(error instanceof ProblemError) || error.issues.length === 0) throw error
          const { code, message, issues } = error
          process.exitCode = 1
          return print(options, { code, detail: message, issues }, () =>
            [message, ...issues.slice(0, mostSaid).map((issue) => `  ${issue.path}: ${issue.message}`)].join('\n'),
          )
        }
      })
    })
}
