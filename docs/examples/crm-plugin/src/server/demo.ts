import type { DemoContext } from '@tessera/plugin-api/server'

const teams = ['North', 'South', 'West'] as const
const dayMs = 86_400_000

/** A deal that was opened every three days. */
export async function demo({ tenant, ingest }: DemoContext): Promise<void> {
  const opened = Array.from({ length: 60 }, (_, nth) => ({
    id: `crm demo ${nth}`,
    event: 'crm_deal_opened',
    timestamp: new Date(tenant.asOf.getTime() - (3 * nth + 1) * dayMs).toISOString(),
    properties: { team: teams[nth % teams.length], amount: 4_000 + 900 * (nth % 7) },
  }))
  await ingest(opened)
}
