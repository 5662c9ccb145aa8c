import type { AuditPage } from '@tessera/plugin-api/wire'
import { z } from 'zod'

const entry = z.object({
  id: z.string(),
  at: z.string().describe('ISO instant'),
  actor: z.object({
    kind: z.enum(['person', 'key', 'job', 'demo', 'server']),
    id: z.string().nullable(),
    name: z.string().nullable().describe('as it was then'),
  }),
  plugin: z.string().nullable().describe('the plugin it is about'),
  action: z.string().describe('`<plugin>.<action>`; `core.` for what the host records itself'),
  subject: z.string().nullable().describe('what it was done to'),
  details: z.record(z.string(), z.unknown()).readonly(),
})

/** The record of who did what, as the REST answer has it. */
export const auditShape = z.object({
  entries: z.array(entry).readonly(),
  next: z.string().nullable().describe('give it as `before` for the next page; null on the last one'),
}) satisfies z.ZodType<AuditPage>
