import { memberId, type Target } from '@tessera/plugin-api/wire'
import { z } from 'zod'

const day = z.iso.date('write a day as 2026-10-01')
const limit = z.number()

/** One of the four bounds; ratios as 0..1. */
export const boundSchema = z.union(
  [
    z.strictObject({ gte: limit }),
    z.strictObject({ lte: limit }),
    z.strictObject({ gt: limit }),
    z.strictObject({ lt: limit }),
  ],
  'name one bound: gte, gt, lte or lt, with a number',
) satisfies z.ZodType<Target>

/** A target to set, or with null one to remove, named by its metric, its part and its first day. */
export const targetRowSchema = z.strictObject({
  metric: memberId,
  from: day.describe('first day'),
  to: day.describe('the day after the last'),
  dimension: memberId.nullish().describe('with `value`: the target is of that one value of it'),
  value: z.string().min(1).max(500).nullish(),
  target: boundSchema.nullable().describe('null removes the target that begins on that day'),
})

export type TargetRow = z.infer<typeof targetRowSchema>

/** Most targets of a tenant, and of one call: each answer knows them all. */
export const mostTargets = 5_000
