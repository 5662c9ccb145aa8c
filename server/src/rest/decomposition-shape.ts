import { units } from '@tessera/plugin-api/wire'
import { z } from 'zod'
import { rangeShape } from './shapes.ts'

const value = z.object({
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
})

const part = z.object({
  key: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  before: value,
  now: value,
  effect: z.number().describe('what this value did to the change'),
  rate: z.number().nullable().describe('of a ratio: its own value moved'),
  mix: z.number().nullable().describe('of a ratio: its share of the denominator moved'),
})

/** Shape of a change taken apart, for the API description. */
export const decompositionShape = z.object({
  metric: z.string(),
  title: z.string(),
  unit: z.enum(units),
  direction: z.enum(['up', 'down', 'neutral']),
  comparison: z.string(),
  kind: z.enum(['ratio', 'sum']),
  before: value,
  now: value,
  change: z.number().nullable().describe('null when one of the two periods has no value'),
  dimensions: z.array(
    z.object({
      dimension: z.string(),
      title: z.string(),
      labels: z.record(z.string(), z.string()),
      parts: z.array(part).describe('largest effect first'),
      rest: z
        .object({ values: z.int(), effect: z.number(), rate: z.number(), mix: z.number() })
        .nullable()
        .describe('values beyond those in parts'),
      overlap: z.number().describe('what no value accounts for, because groups overlap'),
      concentration: z.number().describe('0: spread evenly over the values; 1: one value alone'),
    }),
  ),
  refused: z.array(z.object({ dimension: z.string(), code: z.string(), detail: z.string() })),
  meta: z.object({
    range: rangeShape,
    compared: rangeShape,
    timeZone: z.string(),
    currency: z.string(),
    durationMs: z.number(),
  }),
})
