import type { Command } from 'commander'
import { findTenant } from '@tessera/tenancy'
import { print, type OutputOptions } from '../output.ts'
import { readEvents } from '@tessera/ingestion'
import { parseJson, readInput } from '../read-input.ts'
import { withServices } from '../session.ts'

/** `events import`. */
export function eventsCommand(program: Command): void {
  program
    .command('events')
    .description('tracked events')
    .command('import <file>')
    .description('store events from a JSON or NDJSON file, or from standard input (-)')
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--json', 'print JSON')
    .action(async (file: string, options: OutputOptions & { readonly tenant: string }) => {
      const text = await readInput(file)
      const { events, lines } = readEvents(text, (part, firstLine) => parseJson(part, file, firstLine))
      const result = await withServices(async ({ database, ingestor }) => {
        const tenant = await findTenant(database.owner, options.tenant)
        return ingestor.ingestAll(tenant.id, events)
      })
      const { accepted, duplicate } = result
      const rejected = result.rejected.map((one) => ({ ...one, ...(lines ? { line: lines[one.index] } : {}) }))
      const place = (one: (typeof rejected)[number]) => (lines ? `line ${one.line}` : `event ${one.index}`)
      print(options, { ...result, rejected }, () =>
        [
          `${accepted} accepted, ${duplicate} known already, ${rejected.length} rejected`,
          ...rejected.slice(0, 20).map((one) => `  ${place(one)}: ${one.reason} (${one.code})`),
          ...(rejected.length > 20 ? [`  … and ${rejected.length - 20} more; --json lists all`] : []),
        ].join('\n'),
      )
      if (rejected.length > 0) process.exitCode = 1
    })
}
