import type { Command } from 'commander'
import { findTenant } from '../../identity/tenants.ts'
import { print, type OutputOptions } from '../output.ts'
import { parseJson, readInput, withServices } from '../session.ts'

/** Events of a JSON array, of `{"events": […]}`, or of one JSON object per line. */
function readEvents(content: string, file: string): unknown[] {
  const lines = content.split('\n').filter((line) => line.trim() !== '')
  const first = content.trimStart()
  const isLines = first.startsWith('{') && lines.length > 1 && /\}\s*$/.test(lines[0] ?? '')
  if (isLines) return lines.map((line) => parseJson(line, file))
  const value = parseJson(content, file)
  if (Array.isArray(value)) return value
  const { events } = Object(value) as { readonly events?: unknown }
  return Array.isArray(events) ? events : [value]
}

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
      const events = readEvents(await readInput(file), file)
      const result = await withServices(async ({ database, ingestor }) => {
        const tenant = await findTenant(database.owner, options.tenant)
        return ingestor.ingestAll(tenant.id, events)
      })
      const { accepted, duplicate, rejected } = result
      print(options, result, () =>
        [
          `${accepted} accepted, ${duplicate} known already, ${rejected.length} rejected`,
          ...rejected.slice(0, 20).map((one) => `  event ${one.index}: ${one.reason} (${one.code})`),
          ...(rejected.length > 20 ? [`  … and ${rejected.length - 20} more; --json lists all`] : []),
        ].join('\n'),
      )
      if (rejected.length > 0) process.exitCode = 1
    })
}
