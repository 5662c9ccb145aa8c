import type { ImportEntry, PartOutcome, UndoOutcome } from '@tessera/records'
import { z } from 'zod'

/** An import, as the REST answer has it. */
export const importShape = z.object({
  id: z.string(),
  plugin: z.string(),
  table: z.string(),
  file: z.string().nullable(),
  by: z.string().nullable().describe('who imported, by name'),
  beganAt: z.string().describe('ISO instant'),
  endedAt: z.string().nullable().describe('null while it runs'),
  cancelled: z.boolean(),
  inserted: z.int(),
  updated: z.int(),
  unchanged: z.int().describe('there already, with the same values'),
  refused: z.int(),
  undo: z
    .enum(['possible', 'nothing', 'forgotten', 'done'])
    .describe('`nothing` where it touched no row, `forgotten` where what an undo needs is no longer kept'),
  undoneAt: z.string().nullable(),
  removed: z.int(),
  restored: z.int(),
  leftOver: z.int().describe('rows that the undo left, as they were changed since'),
}) satisfies z.ZodType<ImportEntry>

/** What became of a part of a file. */
export const partShape = z.object({
  inserted: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  refused: z
    .array(
      z.object({
        line: z.int(),
        column: z.string().nullable(),
        code: z.enum([
          'column_unknown',
          'value_missing',
          'value_wrong',
          'key_twice',
          'row_malformed',
          'refused_by_table',
        ]),
        reason: z.string(),
      }),
    )
    .readonly()
    .describe('each wrong place; a row may have several'),
}) satisfies z.ZodType<PartOutcome>

/** What an undo did. */
export const undoShape = z.object({
  removed: z.int(),
  restored: z.int(),
  leftOver: z.int(),
  left: z
    .array(z.object({ key: z.record(z.string(), z.unknown()).readonly(), reason: z.string() }))
    .readonly()
    .describe('the first 200 rows that were left as they are'),
}) satisfies z.ZodType<UndoOutcome>
