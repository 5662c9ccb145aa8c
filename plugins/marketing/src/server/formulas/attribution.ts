import { avg, count, derived, percentile, ratio, ref, share, sum } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { credits, journeys, touches } from '../facts/attribution.ts'

/** Which touches won deals go back to. */
export const attributionFormulas = {
  touchpoints: count(touches),
  attributed_revenue: sum(credits, 'revenue'),
  attributed_deals: sum(credits, 'credit'),
  attribution_share: share(ref('attributed_revenue')),
  paid_attributed_revenue: sum(credits, 'revenue', { where: (eb) => eb('platform', 'is not', null) }),
  overall_roi: derived(
    { revenue: ref('paid_attributed_revenue'), spend: ref('ad_spend') },
    (n) => sql<number>`(coalesce(${n.revenue}, 0) - ${n.spend}) / nullif(${n.spend}, 0)`,
  ),
  roas: ratio(ref('paid_attributed_revenue'), ref('ad_spend')),
  avg_touchpoints_to_conversion: avg(journeys, 'touches'),
  median_touchpoints_to_conversion: percentile(journeys, 'touches', { fraction: 0.5 }),
} as const
