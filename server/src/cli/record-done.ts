import { writeEntry } from '@tessera/services'
import type { Kysely } from 'kysely'

/** What was done in a tenant on the command line. */
interface Done {
  readonly tenantId: string
  /** `core.` is put before it. */
  readonly action: string
  readonly plugin?: string
  readonly subject?: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** Records what a command did. Who ran it is not known here. */
export async function recordDone(owner: Kysely<never>, done: Done): Promise<void> {
  const { tenantId, action, plugin = null, subject = null, details = {} } = done
  const actor = { kind: 'server', id: null, name: 'the command line' } as const
  await writeEntry(owner, { tenantId, actor, plugin, action: `core.${action}`, subject, details })
}
