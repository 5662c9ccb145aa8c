import type { DemoContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

const teams = ['North', 'South', 'West'] as const
const dayMs = 86_400_000

/** Three teams, their quotas of two years, and a deal every other day. */
export async function demo({ tenant, transaction, ingest }: DemoContext): Promise<void> {
  const year = tenant.asOf.getUTCFullYear()
  await transaction(async (db) => {
    for (const [at, team] of teams.entries()) {
      for (const each of [year - 1, year]) {
        await sql`
          insert into quotas.quotas (tenant_id, year, team, amount)
          values (${tenant.id}, ${each}, ${team}, ${100_000 + 50_000 * at})
          on conflict (tenant_id, year, team) do nothing`.execute(db)
      }
    }
  })
  const deals = Array.from({ length: 180 }, (_, nth) => ({
    id: `quotas demo ${nth}`,
    event: 'quotas_deal_won',
    timestamp: new Date(tenant.asOf.getTime() - (2 * nth + 1) * dayMs).toISOString(),
    properties: {
      team: teams[nth % teams.length],
      amount: 1_500 + 700 * (nth % 5),
      kind: nth % 4 === 0 ? 'new' : 'renewal',
    },
  }))
  await ingest(deals)
}
