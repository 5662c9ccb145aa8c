import type { RequestContext } from '@tessera/plugin-api/server'
import { writeEntry, type Actor } from '@tessera/services'
import type { Services } from '../services.ts'
import type { CallerContext } from './caller.ts'

/** What an admin did. */
interface Done {
  /** `core.` is put before it. */
  readonly action: string
  readonly plugin?: string
  readonly subject?: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** Records what the caller of a procedure of core did in their tenant. */
export async function record(
  { database }: Pick<Services, 'database'>,
  ctx: RequestContext & { readonly tenant: NonNullable<RequestContext['tenant']> },
  { action, plugin, subject, details = {} }: Done,
): Promise<void> {
  const actor: Actor = (ctx as Partial<CallerContext>).actor ?? { kind: 'server', id: null }
  await writeEntry(database.owner, {
    tenantId: ctx.tenant.id,
    actor,
    plugin: plugin ?? null,
    action: `core.${action}`,
    subject: subject ?? null,
    details,
  })
}
