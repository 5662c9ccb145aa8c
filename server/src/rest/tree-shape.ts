import { units } from '@tessera/plugin-api/wire'
import { z } from 'zod'
import { rangeShape } from './shapes.ts'

const bound = z.object({ gt: z.number(), gte: z.number(), lt: z.number(), lte: z.number() }).partial()

const node = z.object({
  input: z.string().describe('name in the formula above; empty at the root'),
  metric: z.string().nullable().describe('null for what a formula counts by itself'),
  title: z.string(),
  unit: z.enum(units).nullable(),
  direction: z.enum(['up', 'down', 'neutral']),
  now: z.number().nullable(),
  before: z.number().nullable(),
  change: z.number().nullable(),
  effect: z
    .number()
    .nullable()
    .describe('what it did to the change of what stands above it; together they are that change'),
  target: bound.optional(),
  inputs: z.array(z.unknown()).describe('nodes of the same shape'),
})

/** Shape of a metric's tree, for the API description. */
export const treeShape = z.object({
  root: node,
  comparison: z.string(),
  meta: z.object({
    range: rangeShape,
    compared: rangeShape,
    timeZone: z.string(),
    currency: z.string(),
    durationMs: z.number(),
  }),
})
