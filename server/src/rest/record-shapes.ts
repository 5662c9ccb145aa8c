import type { RecordCounts } from '@tessera/plugin-api/server'
import type { ImportColumn } from '@tessera/plugin-api/wire'
import { z } from 'zod'

/** What became of rows, as the REST answer has it. */
export const countsShape = z.object({
  inserted: z.int(),
  updated: z.int(),
  unchanged: z.int().describe('there already, with the same values'),
}) satisfies z.ZodType<RecordCounts>

const row = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** A page of rows. */
export const pageShape = z.object({
  rows: z.array(row).readonly(),
  next: z.string().nullable().describe('give it as `after` for the next page; null on the last one'),
})

const columnShape = z.object({
  name: z.string(),
  kind: z.enum(['text', 'id', 'integer', 'number', 'boolean', 'instant', 'date', 'choice']),
  title: z.string(),
  description: z.string(),
  isKey: z.boolean(),
  required: z.boolean(),
  nullable: z.boolean(),
  choices: z.array(z.string()).readonly(),
}) satisfies z.ZodType<ImportColumn>

/** Tables of a plugin that are imported. */
export const tablesShape = z.array(
  z.object({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    columns: z.array(columnShape).readonly(),
    rows: z.int().describe('how many the tenant has'),
  }),
)
