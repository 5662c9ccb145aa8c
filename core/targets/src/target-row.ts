import { memberId, type Target } from '@tessera/plugin-api/wire'
import { z } from 'zod'

// why: the calendar of the database has no year 0
const day = z.iso.date('write a day as 2026-10-01').refine((text) => text >= '0001-01-01', 'write a year from 1 on')
// why: targets of several periods are added up, and a sum that is no number is no target
const limit = z.number().min(-1e15).max(1e15)

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

/** Longest period of a target: the unified layer has a row for each of its days. */
export const mostDays = 3_660

/** Most targets of a tenant, and of one call: each answer knows them all. */
export const mostTargets = 5_000
