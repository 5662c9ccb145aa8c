import type { DemoContext, DemoPeople } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { plugin } from '../../plugin.ts'
import { dayOfWindow, momentOf, split, type Scene } from './scene.ts'

/** A deal that a lead became: whose, when it was opened and won, in milliseconds since 1970, and for how much. */
export interface WonDeal {
  readonly accountId: string
  readonly openedAt: number
  readonly wonAt: number
  readonly amount: number
  /** Who sold it; null where there is no sales. */
  readonly repId: string | null
}

const quarters = [0, 1, 2, 3, 4]

/** So many customers in 90 days, among the accounts there are; the oldest first. */
function inventDeals(scene: Scene, { accounts }: DemoPeople): WonDeal[] {
  const { random, picture } = scene
  const customers = random.shuffle(accounts.filter(({ planTier }) => planTier !== 'free'))
  const days = quarters.flatMap((quarter) =>
    split(Math.round(picture.customers * 0.97 ** quarter), [1, 1, 1]).flatMap((count, nth) =>
      Array.from({ length: count }, () => dayOfWindow(scene, 3 * quarter + nth)),
    ),
  )
  return days
    .toSorted((one, other) => one - other)
    .map((wonOn, nth) => ({
      accountId: customers[nth % customers.length]?.accountId ?? '',
      openedAt: momentOf(scene, wonOn - random.int(48, 76)).getTime(),
      wonAt: momentOf(scene, wonOn).getTime(),
      amount: random.int(60, 280) * 100,
      repId: null,
    }))
}

/** The deals that sales has won, the oldest first; those that are invented where there is no sales. */
export async function dealsOf(
  scene: Scene,
  { tenant, transaction, catalogue, readPeople }: DemoContext<typeof plugin>,
): Promise<WonDeal[]> {
  const invented = async () => inventDeals(scene, await readPeople())
  if (!catalogue.metrics().some(({ id }) => id.startsWith('sales.'))) return invented()
  const since = new Date(scene.calendar.startOf(-90 * quarters.length))
  const { rows } = await transaction((db) =>
    sql<WonDeal>`
      select account_id as "accountId", (extract(epoch from created_at) * 1000)::double precision as "openedAt",
        (extract(epoch from closed_at) * 1000)::double precision as "wonAt", amount::double precision as amount,
        rep_id as "repId"
      from sales.won_deals
      where tenant_id = ${tenant.id} and account_id is not null and closed_at >= ${since} and closed_at < ${tenant.asOf}
      order by closed_at, opportunity_id`.execute(db),
  )
  return rows.length > 0 ? rows : invented()
}
