import { z } from 'zod'
import type { Audit } from '@tessera/plugin-api/server'
import { unstorableText } from '@tessera/plugin-api/wire'
import { writeEntry, type NewEntry } from './audit-rows.ts'
import type { Caller } from './caller.ts'
import { serviceErrors } from './errors.ts'
import { openTransaction } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'

const mostDetails = 16 * 1024

const given = z.strictObject({
  action: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/, 'is no name like quota_changed'),
  subject: z.string().min(1).max(500).nullable(),
  details: z
    .record(z.string(), z.unknown())
    .refine((details) => JSON.stringify(details).length <= mostDetails, `are larger than ${mostDetails} characters`),
})

function checked(entry: z.input<typeof given>): z.output<typeof given> {
  const parsed = given.safeParse(entry)
  const [issue] = parsed.error?.issues ?? []
  if (issue) throw serviceErrors('audit_invalid', { reason: `${issue.path.join('.')}: ${issue.message}` })
  const wrong = unstorableText(entry)
  if (wrong) throw serviceErrors('audit_invalid', { reason: `${wrong.path}: ${wrong.reason}` })
  return parsed.data as z.output<typeof given>
}

/** The record of a tenant, as a plugin writes into it: whose action it is and who acts are not its to say. */
export function auditOf(
  { database }: Pick<ServiceParts, 'database'>,
  { tenant, actor }: Caller,
  plugin: string,
): Audit {
  return {
    record: async (action, { subject = null, details = {} } = {}) => {
      const { action: name, ...more } = checked({ action, subject, details })
      const entry: NewEntry = { tenantId: tenant.id, actor, plugin, action: `${plugin}.${name}`, ...more }
      const open = openTransaction()
      if (!open) return writeEntry(database.owner, entry)
      // why: that of another tenant would need a connection beside the one that is held
      if (open.tenantId !== tenant.id) throw serviceErrors('transaction_open', { called: 'audit.record' })
      open.entries.push(entry)
    },
  }
}
