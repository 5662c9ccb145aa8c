import { z } from 'zod'

/** Output of a procedure that answers a text file: over tRPC these three, over REST, with `file: true` in its `meta`, the text as a download. */
export const fileAnswer = z.object({
  /** As who saves it finds it: `usage-2026-11.csv`. */
  name: z.string().regex(/^[\w.-]{1,200}$/),
  /** Media type: `text/csv`. */
  type: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
  text: z.string(),
})
