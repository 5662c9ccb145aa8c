import { Buffer } from 'node:buffer'
import { pluginErrors } from '@tessera/plugin-api'
import { trpc, type RecordCounts } from '@tessera/plugin-api/server'
import { countRows, deleteRows, mostRows, readRows, recordErrors, recordTables, upsertRows } from '@tessera/records'
import { tenancyErrors } from '@tessera/tenancy'
import { z } from 'zod'
import { noteImport } from './note-import.ts'
import { placeFor } from './reach-table.ts'
import { answer } from '../rest/answer-schema.ts'
import { countsShape, pageShape, tablesShape } from '../rest/record-shapes.ts'
import { recordsPath } from '../rest/records-path.ts'
import type { Services } from '../services.ts'
import { procedureFor, tenantProcedure } from './procedures.ts'

type Row = Readonly<Record<string, unknown>>

const named = z.strictObject({ plugin: z.string().max(100), table: z.string().max(100) })
const keysText = z.string().max(16_000).describe('keys as JSON: `[{"deal_id": "a"}]`')
const tags = ['Records']

function rowsIn(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    if (Array.isArray(value)) return value
  } catch {
    // why: what is no JSON is no list of keys either
  }
  throw recordErrors('keys_wrong', { first: 'write keys as JSON, [{"deal_id": "a"}]' })
}

/** The key that a cursor holds. */
function keyIn(cursor: string): Row {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (typeof value === 'object' && value !== null) return value as Row
  } catch {
    // why: what is no JSON is no cursor either
  }
  throw recordErrors('page_wrong', {
    reason: '`after` is no end of a page; send the `next` of the page before as it was given',
  })
}

const cursorOf = (key: Row) => Buffer.from(JSON.stringify(key)).toString('base64url')

/** Rows of tables that are imported, for programs and admins. */
export function recordsRouter(services: Services) {
  const { registry } = services
  return trpc.router({
    tables: procedureFor('records:read')
      .meta({
        openapi: {
          method: 'GET',
          path: '/api/v1/records/{plugin}',
          tags,
          summary: 'Tables of a plugin that are imported',
        },
      })
      .input(named.pick({ plugin: true }))
      .output(tablesShape)
      .query(async ({ ctx, input: { plugin } }) => {
        const contract = registry.plugin(plugin)?.contract
        if (!contract) throw tenancyErrors('plugin_unknown', { plugin })
        if (!ctx.plugins.has(plugin)) throw pluginErrors('plugin_disabled', { plugin })
        const found = []
        for (const { name, spec, columns } of recordTables(contract)) {
          const rows = await countRows(placeFor(services, ctx, { plugin, table: name, to: 'read' }))
          found.push({ name, title: spec.title, description: spec.description ?? '', columns, rows })
        }
        return found
      }),
    read: procedureFor('records:read')
      .meta({
        openapi: {
          method: 'GET',
          path: recordsPath,
          tags,
          summary: 'Read rows',
          description: 'Rows of a table that is imported, in the order of their keys, personal values as they are.',
        },
      })
      .input(
        named.extend({
          keys: keysText.optional(),
          after: z.string().max(8_000).optional().describe('`next` of the page before'),
          limit: z.coerce.number().int().min(1).max(mostRows).default(1_000),
        }),
      )
      .output(answer<{ rows: readonly Row[]; next: string | null }>(pageShape))
      .query(async ({ ctx, input: { plugin, table, keys, after, limit } }) => {
        const place = placeFor(services, ctx, { plugin, table, to: 'read' })
        const { rows, next } = await readRows(place, {
          limit,
          ...(keys === undefined ? {} : { keys: rowsIn(keys) as readonly Row[] }),
          ...(after === undefined ? {} : { after: keyIn(after) }),
        })
        return { rows, next: next && cursorOf(next) }
      }),
    upsert: tenantProcedure
      .meta({
        checksText: true,
        openapi: {
          method: 'PUT',
          path: recordsPath,
          tags,
          summary: 'Add and change rows',
          description:
            `Adds up to ${mostRows} rows and puts them in place of those with the same key, all or nothing; POST does the same. Takes JSON, one ` +
            'JSON object in each line (`application/x-ndjson`), and CSV whose first line names the columns (`text/csv`). A row is whole: ' +
            'what it leaves out becomes its default, or null. `rows_wrong` lists each wrong place with a `code`. Needs `records:write`, or the ' +
            'right that the table names. With `check=true` in the address nothing is stored.',
        },
      })
      .input(named.extend({ rows: z.array(answer<unknown>(z.record(z.string(), z.unknown()))) }))
      .output(countsShape)
      .mutation(async ({ ctx, input: { plugin, table, rows } }): Promise<RecordCounts> => {
        const counts = await upsertRows(placeFor(services, ctx, { plugin, table, to: 'write' }), rows)
        await noteImport(services, ctx, { plugin, table, counts })
        return counts
      }),
    remove: tenantProcedure
      .meta({
        openapi: {
          method: 'DELETE',
          path: recordsPath,
          tags,
          summary: 'Delete rows',
          description: 'Deletes the rows with these keys. Needs `records:write`, or the right that the table names.',
        },
      })
      .input(named.extend({ keys: keysText }))
      .output(z.object({ deleted: z.int() }))
      .mutation(async ({ ctx, input: { plugin, table, keys } }) => {
        const counts = await deleteRows(placeFor(services, ctx, { plugin, table, to: 'write' }), rowsIn(keys))
        await noteImport(services, ctx, { plugin, table, counts })
        return counts
      }),
  })
}
