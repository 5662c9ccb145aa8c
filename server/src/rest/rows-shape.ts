import { units } from '@tessera/plugin-api/wire'
import { z } from 'zod'
import { rangeShape } from './shapes.ts'

/** Shape of the rows behind a number, for the API description. */
export const rowsShape = z.object({
  columns: z.array(
    z.object({
      name: z.string(),
      role: z.enum(['time', 'dimension', 'other', 'value', 'detail', 'key']),
      type: z.enum(['date', 'instant', 'text', 'number', 'boolean']),
      title: z.string(),
      unit: z.enum(units).optional(),
      labels: z.record(z.string(), z.string()).optional(),
      masked: z.literal(true).optional().describe('its values are personal and shown as •••'),
    }),
  ),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  total: z.int().describe('all rows behind the number, not only those of this page'),
  nextCursor: z.string().nullable().describe('give it as cursor for the next page; null on the last one'),
  meta: z.object({
    range: rangeShape,
    timeZone: z.string(),
    currency: z.string(),
    part: z.string().describe('the part of the number these rows are behind'),
    parts: z.array(z.string()).describe('all parts one may ask for'),
    durationMs: z.number(),
  }),
})
