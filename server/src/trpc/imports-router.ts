import { trpc, type RequestContext } from '@tessera/plugin-api/server'
import {
  beginImport,
  endImport,
  importRows,
  sortPart,
  listImports,
  recordErrors,
  rowsOfCells,
  undoImport,
  type Cells,
  type FilePart,
  type ImportEntry,
  type PartOutcome,
  type RecordTable,
  type UndoOutcome,
} from '@tessera/records'
import { z } from 'zod'
import type { CallerContext } from '../identity/caller.ts'
import { record } from '../identity/record.ts'
import { answer } from '../rest/answer-schema.ts'
import { importShape, partShape, undoShape } from '../rest/import-shapes.ts'
import type { Services } from '../services.ts'
import { noteImport } from './note-import.ts'
import { tenantProcedure } from './procedures.ts'
import { importPlaceFor, tableFor, writableTables } from './reach-table.ts'

const mostOfPart = 1_000
const mostColumns = 1_000
const importsPath = '/api/v1/imports'
const tags = ['Records']

const named = z.strictObject({ plugin: z.string().max(100), table: z.string().max(100) })
const ofImport = z.strictObject({ id: z.uuid() })
const part = {
  columns: z.array(z.string().max(200)).max(mostColumns).describe('columns of the table, in the order of the cells'),
  cells: z
    .array(z.array(answer<unknown>(z.union([z.string(), z.number(), z.boolean(), z.null()]))))
    .max(mostOfPart)
    .describe('a list of cells for each row'),
  lines: z
    .array(
      z
        .int()
        .min(1)
        .max(2 ** 31 - 1),
    )
    .max(mostOfPart)
    .describe('where each row stands in the file: refused rows are named by it'),
  typed: z.boolean().default(false).describe('texts stand for themselves; otherwise they are read as cells of CSV'),
}

/** Rows and their lines. Refuses with `lines_uneven`. */
function partOf(table: RecordTable, input: Cells & { readonly lines: readonly number[] }): FilePart {
  const { cells, lines } = input
  if (cells.length !== lines.length) throw recordErrors('lines_uneven', { rows: cells.length, lines: lines.length })
  return { rows: rowsOfCells(table, input), lines }
}

type Context = RequestContext & { readonly tenant: NonNullable<RequestContext['tenant']> }

/** Imports of files: begun, brought in parts, ended, listed and undone. */
export function importsRouter(services: Services) {
  /** An import of the caller's tenant, and its table, which they may write. */
  const reach = async (ctx: Context, id: string) => {
    const [entry] = await listImports({ tenantId: ctx.tenant.id, transaction: ctx.transaction }, { id })
    if (!entry) throw recordErrors('import_unknown', { id })
    return { entry, place: importPlaceFor(services, ctx, entry) }
  }
  return trpc.router({
    /** Tables that the caller may import into, of all plugins. */
    tables: tenantProcedure.query(async ({ ctx }) =>
      writableTables(services, ctx).map(({ plugin, name, spec, columns, key }) => ({
        plugin,
        name,
        title: spec.title,
        description: spec.description ?? '',
        columns,
        key,
      })),
    ),
    /** What is wrong with rows, before any are stored. */
    check: tenantProcedure
      .meta({ checksText: true, body: 'document' })
      .input(named.extend(part))
      .mutation(async ({ ctx, input }) => {
        const { table } = tableFor(services, ctx, { ...input, to: 'write' })
        return (await sortPart(table, partOf(table, input))).unfit
      }),
    list: tenantProcedure
      .meta({
        openapi: {
          method: 'GET',
          path: importsPath,
          tags,
          summary: 'Imports',
          description: 'What was imported into tables that the caller may write, newest first, and what can be undone.',
        },
      })
      .input(z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }))
      .output(answer<{ imports: readonly ImportEntry[] }>(z.object({ imports: z.array(importShape).readonly() })))
      .query(async ({ ctx, input: { limit } }) => {
        const mine = new Set(writableTables(services, ctx).map(({ plugin, name }) => `${plugin}.${name}`))
        const all = await listImports({ tenantId: ctx.tenant.id, transaction: ctx.transaction }, { limit })
        return { imports: all.filter(({ plugin, table }) => mine.has(`${plugin}.${table}`)) }
      }),
    begin: tenantProcedure
      .meta({
        openapi: {
          method: 'POST',
          path: importsPath,
          tags,
          summary: 'Begin an import',
          description:
            'Rows follow in parts. Unlike `PUT /api/v1/records`, the good rows of a part go in, the others are answered with what is wrong, ' +
            'and the import can be undone. Needs `records:write`, or the right that the table names.',
        },
      })
      .input(named.extend({ file: z.string().max(500).nullable().default(null).describe('name of the file') }))
      .output(z.object({ id: z.string() }))
      .mutation(async ({ ctx, input }) => {
        const { actor } = ctx as Context & Pick<CallerContext, 'actor'>
        return { id: await beginImport(importPlaceFor(services, ctx, input), { importer: actor, file: input.file }) }
      }),
    rows: tenantProcedure
      .meta({
        checksText: true,
        body: 'document',
        openapi: {
          method: 'POST',
          path: `${importsPath}/{id}/rows`,
          tags,
          summary: 'Bring rows of an import',
          description: `Up to ${mostOfPart} rows and 256 kB at once, one part after the other. The same part may be sent again.`,
        },
      })
      .input(ofImport.extend(part))
      .output(answer<PartOutcome>(partShape))
      .mutation(async ({ ctx, input }) => {
        const { place } = await reach(ctx, input.id)
        return importRows(place, input.id, await sortPart(place.table, partOf(place.table, input)))
      }),
    end: tenantProcedure
      .meta({ openapi: { method: 'POST', path: `${importsPath}/{id}/end`, tags, summary: 'End an import' } })
      .input(
        ofImport.extend({ cancelled: z.boolean().default(false).describe('not all rows of the file were brought') }),
      )
      .output(answer<ImportEntry>(importShape))
      .mutation(async ({ ctx, input: { id, cancelled } }) => {
        const { place } = await reach(ctx, id)
        await endImport(place, id, { cancelled })
        const { entry } = await reach(ctx, id)
        const { plugin, table, file, inserted, updated, unchanged } = entry
        await noteImport(services, ctx, { plugin, table, file, counts: { inserted, updated, unchanged } })
        return entry
      }),
    undo: tenantProcedure
      .meta({
        openapi: {
          method: 'POST',
          path: `${importsPath}/{id}/undo`,
          tags,
          summary: 'Undo an import',
          description:
            'Removes the rows that the import added and restores those that it changed. Rows that were changed since are left, and listed.',
        },
      })
      .input(ofImport)
      .output(answer<UndoOutcome>(undoShape))
      .mutation(async ({ ctx, input: { id } }) => {
        const { entry, place } = await reach(ctx, id)
        const { left, ...counts } = await undoImport(place, id)
        const { plugin, table, file } = entry
        const details = { ...(file === null ? {} : { file }), ...counts }
        await record(services, ctx, { action: 'import_undone', plugin, subject: table, details })
        return { ...counts, left }
      }),
  })
}
