import { z } from 'zod'

const jsonObject = z.record(z.string(), z.unknown())
const id = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'ids hold no control characters')

/**
 * One tracked event as a program posts it. `id` makes posting it twice harmless. Ids may be UUIDs or any other text: text is
 * kept beside the event and stands for the same event, user, account or session each time.
 */
export const eventSchema = z.strictObject({
  id,
  event: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[a-zA-Z0-9_.:$ -]+$/, 'use letters, digits, spaces and _ . : $ - only'),
  timestamp: z.iso
    .datetime({ offset: true, message: 'write an ISO instant with offset: 2026-10-01T08:30:00Z' })
    .max(40, 'write at most nine digits of a second'),
  userId: id.nullish(),
  accountId: id.nullish(),
  sessionId: id.nullish(),
  properties: jsonObject.optional(),
})

export type EventInput = z.infer<typeof eventSchema>

/** Answer to a batch: each event was accepted, known already, or rejected with its place in the batch and the reason. */
export interface IngestResult {
  readonly accepted: number
  readonly duplicate: number
  readonly rejected: readonly { readonly index: number; readonly code: string; readonly reason: string }[]
}

/** Most events one batch may carry. */
export const maxBatch = 10_000
