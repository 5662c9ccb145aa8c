import type { Section } from './requirement.ts'

const plugin = 'customer-success'

/** Churn risk and revenue. */
export const customerSuccessAnalyses: readonly Section[] = [
  {
    title: 'Churn risk',
    plugin,
    requirements: [
      {
        asks: 'Decline of health weighs 0.3: fewer logins, less use, escalations',
        settings: ['declineWeight', 'ramps'],
        tests: ['riskGroups', 'scoreInputs'],
      },
      {
        asks: 'Less engagement weighs 0.25: missed meetings, late answers, negative outcomes',
        settings: ['reductionWeight', 'ramps'],
        metrics: ['missed_rate'],
        tests: ['riskGroups', 'scoreInputs'],
      },
      {
        asks: 'Business risk weighs 0.25: renewal near, payment late, budget',
        settings: ['businessRiskWeight', 'ramps'],
        tables: ['signals'],
        tests: ['riskGroups', 'scoreInputs'],
      },
      {
        asks: 'Competition weighs 0.2: competitors mentioned, features wanted, prices discussed',
        settings: ['threatsWeight', 'ramps'],
        tables: ['signals'],
        tests: ['riskGroups', 'scoreInputs'],
      },
      {
        asks: 'Early warnings with reasons and what to do',
        rest: ['GET /api/v1/health'],
        pages: ['accounts'],
        metrics: ['warning_signals'],
        settings: ['warnFromRisk'],
        tests: ['healthPath'],
      },
      { asks: 'Alerts by themselves', later: 'alerts', note: 'the plugin declares the conditions' },
      { asks: 'Risk over time', metrics: ['churn_risk_score'], panels: ['risk_course'] },
      {
        asks: 'Learned models: probability, calibration, time to churn, intervals',
        metrics: ['churn_probability_90d'],
        later: 'prediction',
        note: 'a socket that says what it waits for',
      },
      {
        asks: 'Whether interventions help',
        metrics: [
          'open_interventions',
          'closed_interventions',
          'intervention_success_rate',
          'intervention_risk_change',
        ],
        panels: ['interventions'],
        tables: ['interventions'],
      },
    ],
  },
  {
    title: 'Revenue',
    plugin: 'saas-metrics',
    requirements: [
      {
        asks: 'ARR and its growth',
        metrics: ['arr', 'arr_growth', 'customer-success.total_arr', 'customer-success.arr_growth'],
        panels: ['arr'],
        tests: ['revenueAgrees', 'figuresByApi'],
      },
      {
        asks: 'Expansion, contraction and churned revenue',
        metrics: ['expansion_mrr', 'contraction_mrr', 'churned_mrr', 'mrr_movement'],
        panels: ['waterfall', 'months', 'reasons'],
        dashboards: ['revenue'],
        tests: ['saasMonth', 'ledgerOfOne', 'ledgerByHand'],
      },
      {
        asks: 'Net revenue retention',
        metrics: ['net_revenue_retention'],
        panels: ['nrr', 'retention'],
        tests: ['saasRetention'],
      },
      {
        asks: 'Gross revenue retention',
        metrics: ['gross_revenue_retention'],
        panels: ['grr', 'retention'],
        tests: ['saasRetention'],
      },
      { asks: 'Mean value of a contract', metrics: ['average_contract_value'] },
      {
        asks: 'Revenue of a customer',
        metrics: ['arpa', 'customer-success.revenue_per_customer'],
        panels: ['arpa'],
        tests: ['saasRevenue'],
      },
      {
        asks: 'Revenue by cohort',
        metrics: ['revenue_cohort_retention'],
        panels: ['cohorts'],
        charts: ['cohorts'],
        tests: ['cohortsChart'],
      },
      { asks: 'Lifetime value', metrics: ['ltv'], panels: ['ltv'], settings: ['grossMargin'] },
      {
        asks: 'What churn does to revenue',
        metrics: ['churned_mrr', 'gross_mrr_churn_rate', 'net_mrr_churn_rate', 'customer-success.mrr_at_risk'],
        panels: ['targets', 'reasons'],
      },
      {
        asks: 'Chances to sell more',
        metrics: ['customer-success.expansion_potential_score'],
        later: 'prediction',
        note: 'a socket that says what it waits for',
      },
      { asks: 'Growth of accounts', metrics: ['expansion_mrr', 'net_revenue_retention'], panels: ['segments'] },
      { asks: 'Expansion after success', metrics: ['customer-success.success_driven_expansion'] },
    ],
  },
  {
    title: 'Key figures of customer success',
    plugin,
    requirements: [
      {
        asks: 'Health, NPS, engagement',
        metrics: ['customer_health_score', 'nps_score', 'avg_engagement_score'],
        panels: ['kpis'],
      },
      { asks: 'Churn rate', metrics: ['saas-metrics.customer_churn_rate'], tests: ['saasRetention'] },
      { asks: 'Time to value', metrics: ['time_to_value_days'], tables: ['milestones'] },
      { asks: 'Adoption', metrics: ['core_feature_adoption_rate'], panels: ['kpis'] },
      { asks: 'Goals completed', metrics: ['goal_completion_rate'], panels: ['goals'], tables: ['goals'] },
      {
        asks: 'Share of contracts renewed',
        metrics: ['saas-metrics.renewal_rate', 'saas-metrics.contract_renewal_rate'],
        panels: ['saas-metrics.targets'],
        tables: ['saas-metrics.renewals'],
      },
    ],
  },
]
