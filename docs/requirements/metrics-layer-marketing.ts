import type { Requirement, Section } from './requirement.ts'

const ofMarketing = (asks: string, metrics: readonly string[], more: Partial<Requirement> = {}): Requirement => ({
  asks,
  metrics,
  views: ['metrics_marketing'],
  ...more,
})

/** What is asked of marketing. */
export const marketing: Section = {
  title: 'Marketing metrics',
  plugin: 'marketing',
  requirements: [
    ofMarketing('Spend, in total and by platform', ['total_ad_spend_active', 'ad_spend', 'budget_pacing'], {
      panels: ['spend', 'platforms', 'campaigns', 'spend_course'],
      tables: ['campaigns', 'campaign_budgets', 'ad_spend_daily'],
      tests: ['unifiedNames', 'marketingSpend'],
    }),
    ofMarketing('Return on spend, in total and by platform', ['overall_roi', 'roas', 'paid_attributed_revenue'], {
      panels: ['roi', 'returns'],
      settings: ['attributionModel', 'attributionDays'],
      tests: ['unifiedNames', 'attribution'],
      note: 'where sales is away it says that it needs it',
    }),
    ofMarketing(
      'Qualified leads, conversion, cost of a lead',
      [
        'leads',
        'total_mqls',
        'lead_conversion_rate',
        'lead_cohort_conversion',
        'mql_conversion_rate',
        'cost_per_lead',
        'cost_per_mql',
      ],
      {
        panels: ['mqls', 'conversion', 'cost_per_mql', 'funnel', 'sources', 'scores', 'cohorts'],
        settings: ['qualifyDays', 'acceptDays'],
        tables: ['leads'],
        tests: ['unifiedNames', 'marketingLeads', 'leadsOracle'],
      },
    ),
    ofMarketing(
      'Touchpoints to conversion, channels by attribution',
      ['avg_touchpoints_to_conversion', 'median_touchpoints_to_conversion', 'attributed_revenue', 'attribution_share'],
      {
        panels: ['touches', 'attribution', 'attribution_first'],
        settings: ['attributionModel', 'attributionDays'],
        tables: ['touchpoints'],
        tests: ['unifiedNames', 'attribution', 'attributionCredits'],
      },
    ),
    ofMarketing(
      'Sessions, bounces and conversion of the website',
      ['website_sessions', 'bounce_rate', 'website_conversion_rate'],
      {
        panels: ['visits', 'bounces', 'website'],
        settings: ['engagedSeconds'],
        tables: ['web_sessions'],
        tests: ['unifiedNames', 'marketingAudience', 'visitsOfEvents'],
      },
    ),
    ofMarketing('Cost of a new customer', ['customer_acquisition_cost', 'paid_acquisition_cost'], {
      panels: ['cac', 'cac_course'],
      tables: ['costs'],
      tests: ['unifiedNames', 'marketingLeads', 'together'],
    }),
  ],
}
