import { trpc } from '@tessera/plugin-api/server'
import type { AuditPage } from '@tessera/plugin-api/wire'
import { listAudit } from '@tessera/services'
import { z } from 'zod'
import { answer } from '../rest/answer-schema.ts'
import { auditShape } from '../rest/audit-shape.ts'
import { procedureFor } from './procedures.ts'

const most = 200

const asked = z.strictObject({
  plugin: z.string().min(1).max(100).optional().describe('only what is about this plugin'),
  before: z.string().min(1).max(100).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(most).default(50),
})

/** The record of who did what in a tenant, for its admins. */
export function auditRouter() {
  return trpc.router({
    list: procedureFor('admin')
      .meta({
        openapi: {
          method: 'GET',
          path: '/api/v1/audit',
          tags: ['Rights'],
          summary: 'Who did what',
          description:
            'What was done in the tenant, newest first: what plugins record, and changes of plugins, settings and keys. ' +
            'Entries are never changed.',
        },
      })
      .input(asked)
      .output(answer<AuditPage>(auditShape))
      .query(({ ctx, input }) => ctx.transaction((db) => listAudit(db, { tenantId: ctx.tenant.id, ...input }))),
  })
}
