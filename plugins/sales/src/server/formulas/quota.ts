import { derived, ref, setting, snapshot, sum, type On } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { plugin } from '../../plugin.ts'
import { bookings, closingPipeline, quotaDays, quotaPeriods, quotaSteps } from '../facts/quotas.ts'
import type { PeriodDealRow } from '../rows.ts'

const counts: On<PeriodDealRow, SqlBool> = (_, bounds) =>
  sql<SqlBool>`(deal_type <> 'renewal' or ${setting(plugin, 'quotaCounts', bounds)} = 'all')`

const booked = snapshot(bookings, { sum: 'value' }, { where: counts })
const whole = snapshot(quotaPeriods, { sum: 'amount' })

/** What was to be sold, and what was. */
export const quotaFormulas = {
  quota: sum(quotaDays, 'amount'),
  quota_of_period: whole,
  quota_to_date: snapshot(quotaSteps, { sum: 'amount' }),
  bookings_to_date: booked,
  quota_attainment_pct: derived(
    { booked, whole },
    (n) => sql<number>`coalesce(${n.booked}, 0) / nullif(${n.whole}, 0)`,
  ),
  quota_pacing: derived(
    { booked, due: ref('quota_to_date') },
    (n) => sql<number>`coalesce(${n.booked}, 0) / nullif(${n.due}, 0)`,
  ),
  pipeline_coverage_ratio: derived(
    { open: snapshot(closingPipeline, { sum: 'value' }, { where: counts }), booked, whole },
    (n) => sql<number>`coalesce(${n.open}, 0) / nullif(greatest(${n.whole} - coalesce(${n.booked}, 0), 0), 0)`,
  ),
} as const
