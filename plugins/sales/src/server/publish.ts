import { view } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { namedActivities } from './views/activities.ts'
import { closedDeals, deals } from './views/deals.ts'
import { repAcceptances, repLeads, repRenewals } from './views/others.ts'
import { bookings, closingPipeline, quotaDays, quotaPeriods, quotaSteps } from './views/quotas.ts'
import { spells, stageVisits } from './views/spells.ts'
import { dealReach, stageMoves, stallingPipeline, weightedPipeline } from './views/stages.ts'

/** What other plugins may read: deals that were won, the pipeline from when to when, and quotas; no subjects of activities. */
export const publish = {
  won_deals: view(sql`
    select tenant_id, opportunity_id, account_id, lead_id, value as amount, currency, deal_type, source, rep_id, rep, team,
      created_at, closed_at
    from (${deals}) as d where status = 'won'`),
  deals: view(deals),
  closed_deals: view(closedDeals),
  pipeline_spells: view(spells),
  weighted_pipeline: view(weightedPipeline),
  stalling_pipeline: view(stallingPipeline),
  closing_pipeline: view(closingPipeline),
  stage_visits: view(stageVisits),
  stage_moves: view(stageMoves),
  deal_reach: view(dealReach),
  quota_days: view(quotaDays),
  quota_steps: view(quotaSteps),
  quota_periods: view(quotaPeriods),
  bookings: view(bookings),
  named_activities: view(namedActivities),
  rep_leads: view(repLeads, { needs: ['marketing'] }),
  rep_acceptances: view(repAcceptances, { needs: ['marketing'] }),
  rep_renewals: view(repRenewals, { needs: ['saas-metrics'] }),
}
