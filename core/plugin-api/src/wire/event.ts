import { z } from 'zod'

const noControls = /^[^\p{Cc}\p{Cs}]+$/u

// why: a record would be copied key by key, which takes as long as all other checks and loses `__proto__`
const jsonObject = z
  .custom<Record<string, unknown>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'write a JSON object',
  )
  .meta({ type: 'object', additionalProperties: true })

const id = z.union(
  [
    z.string().min(1).max(200).regex(noControls, 'ids hold no control characters'),
    z
      .number()
      .refine(Number.isInteger, 'write ids as text or as a whole number')
      .transform((whole) => BigInt(whole).toString()),
  ],
  'write ids as text or as a whole number',
)

const loose = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d(?:\.\d+)?)(?:[Zz]|([+-]\d\d):?(\d\d)?)$/

/** An instant in the one form of ISO 8601 there is here, where it is written in a sister's. */
function instantOf(value: unknown): unknown {
  const [match, day, time, hours, minutes = '00'] = (typeof value === 'string' && loose.exec(value)) || []
  return match === undefined ? value : `${day}T${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`
}

const timestamp = z.preprocess(
  instantOf,
  z.iso
    .datetime({
      offset: true,
      error: ({ input }) =>
        /:60(\D|$)|T24:/.test(String(input))
          ? 'there is no second 60 and no hour 24 here; write the instant that follows'
          : 'write an ISO instant with offset: 2026-10-01T08:30:00Z',
    })
    .max(40)
    .refine((text) => !/\.\d{6}\d*[1-9]/.test(text), 'write at most six digits of a second: more are not kept'),
)

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
    .regex(noControls, 'names of events hold no control characters')
    .regex(/\S/, 'name the event'),
  timestamp,
  userId: id.nullish(),
  accountId: id.nullish(),
  sessionId: id.nullish(),
  properties: jsonObject.optional(),
})

/** An event as programs post it. */
export type EventInput = z.infer<typeof eventSchema>

/** Answer to a batch: each event was accepted, known already, or rejected with its place in the batch and the reason. */
export interface IngestResult {
  readonly accepted: number
  readonly duplicate: number
  readonly rejected: readonly { readonly index: number; readonly code: string; readonly reason: string }[]
}

/** Most events one batch may carry. */
export const maxBatch = 10_000
