import { sql } from 'kysely'
import type { Asked } from './asked.ts'

/** Whether anybody in the tenant records signals and engagements. Where nobody does, none of an account says nothing. */
export async function readRecords({
  db,
  tenantId,
}: Pick<Asked, 'db' | 'tenantId'>): Promise<{ recordsSignals: boolean; recordsEngagements: boolean }> {
  const { rows } = await sql<{ recordsSignals: boolean; recordsEngagements: boolean }>`
    select exists (select from customer_success.signals where tenant_id = ${tenantId}) as "recordsSignals",
      exists (select from customer_success.engagements where tenant_id = ${tenantId}) as "recordsEngagements"`.execute(
    db,
  )
  return rows[0] ?? { recordsSignals: false, recordsEngagements: false }
}
