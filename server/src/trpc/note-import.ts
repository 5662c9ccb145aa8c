import type { RecordCounts, RequestContext } from '@tessera/plugin-api/server'
import { record } from '../identity/record.ts'
import type { Services } from '../services.ts'
import type { NamedTable } from './reach-table.ts'

/** Records that a person changed rows. Programs do so all the time, and are not recorded. */
export async function noteImport(
  services: Pick<Services, 'database'>,
  ctx: RequestContext,
  done: NamedTable & { readonly counts: RecordCounts | { readonly deleted: number }; readonly file?: string | null },
): Promise<void> {
  const { tenant, user } = ctx
  const { plugin, table, counts, file = null } = done
  const changed = 'deleted' in counts ? counts.deleted : counts.inserted + counts.updated
  if (!tenant || !user || changed === 0) return
  const action = 'deleted' in counts ? 'records_deleted' : 'records_imported'
  await record(
    services,
    { ...ctx, tenant },
    { action, plugin, subject: table, details: { ...(file === null ? {} : { file }), ...counts } },
  )
}
