import { rename, rm } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { findTenant } from '@tessera/tenancy'
import { exportAsBi } from '@tessera/unified'
import type { Command } from 'commander'
import { serverErrors } from '../../errors.ts'
import { print, type OutputOptions } from '../output.ts'
import { readInput } from '../read-input.ts'
import { recordDone } from '../record-done.ts'
import { csvWriter, jsonLinesWriter } from '../row-writers/lines-writer.ts'
import { parquetWriter } from '../row-writers/parquet-writer.ts'
import { withDatabase } from '../session.ts'

const writers = {
  '.csv': csvWriter,
  '.ndjson': jsonLinesWriter,
  '.jsonl': jsonLinesWriter,
  '.parquet': parquetWriter,
} as const

interface ExportOptions extends OutputOptions {
  readonly tenant: string
  readonly seconds: string
}

function writerFor(file: string) {
  const ending = extname(file).toLowerCase()
  if (Object.hasOwn(writers, ending)) return writers[ending as keyof typeof writers]
  throw serverErrors('export_unknown', { endings: Object.keys(writers).join(', ') })
}

async function bring(what: string, file: string, options: ExportOptions): Promise<number> {
  const makeWriter = writerFor(file)
  const seconds = Number(options.seconds)
  if (!/^\d{1,5}$/.test(options.seconds) || seconds < 1)
    throw serverErrors('option_invalid', { option: '--seconds', expected: 'a whole number from 1 to 99999' })
  const asked = what === '-' ? await readInput('-') : what
  return withDatabase(async (database) => {
    const tenant = await findTenant(database.owner, options.tenant)
    // why: whoever loads the file must not find half of it
    const part = `${file}.part`
    try {
      const writer = makeWriter(part)
      const rows = await exportAsBi(database, tenant, { what: asked, seconds, take: writer.add })
      await writer.end()
      await rename(part, file)
      const details = { what: asked.slice(0, 2_000), file: basename(file), rows }
      await recordDone(database.owner, { tenantId: tenant.id, action: 'data_exported', details })
      return rows
    } finally {
      await rm(part, { force: true })
    }
  })
}

/** `export`. */
export function exportCommand(program: Command): void {
  program
    .command('export <what> <file>')
    .description(
      'write a view of the schema entity, or a SELECT over them (- reads it from standard input), into a file of CSV, lines of JSON or parquet, by its ending',
    )
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--seconds <n>', 'longest time', '3600')
    .option('--json', 'print JSON')
    .action(async (what: string, file: string, options: ExportOptions) => {
      const rows = await bring(what, file, options)
      print(options, { rows, file }, () => `${rows} rows in ${file}`)
    })
}
