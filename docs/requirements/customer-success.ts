import { customerSuccessAnalyses } from './customer-success-analyses.ts'
import { customerSuccessDelivery } from './customer-success-delivery.ts'
import type { RequirementDocument, Section } from './requirement.ts'

const plugin = 'customer-success'

const main: Section = {
  title: 'Main dashboard',
  plugin,
  requirements: [
    { asks: 'The dashboard at `/dashboard`', dashboards: ['main'], addresses: ['/dashboard'], tests: ['addresses'] },
    {
      asks: 'Accounts: all, active, at risk, churned',
      metrics: ['total_accounts', 'active_accounts', 'at_risk_accounts', 'churned_accounts'],
      panels: ['accounts', 'active', 'at_risk', 'churned'],
      settings: ['churnWindowDays'],
      tests: ['accountsOfDemo'],
    },
    { asks: 'Mean health', metrics: ['customer_health_score'], panels: ['health'], tests: ['healthOfDemo'] },
    { asks: 'Mean churn risk', metrics: ['churn_risk_score'], panels: ['risk'], tests: ['healthOfDemo'] },
    {
      asks: 'ARR and its growth',
      metrics: ['total_arr', 'arr_growth'],
      panels: ['arr'],
      tests: ['revenueAgrees', 'figuresByApi'],
    },
    { asks: 'NPS', metrics: ['nps_score'], panels: ['nps'], tests: ['supportNps'] },
    {
      asks: 'Distribution of health, with trend and levels of risk',
      metrics: ['accounts_by_health', 'health_segment_share'],
      panels: ['health_distribution', 'health_segments'],
      tests: ['healthOfDemo', 'histogramChart'],
    },
    {
      asks: 'Churn risk: who is at risk, and the distribution',
      metrics: ['accounts_by_risk', 'churn_risk_score'],
      panels: ['risk_levels', 'riskiest', 'risk_course'],
    },
    {
      asks: 'Churn risk foretold',
      metrics: ['churn_probability_90d', 'expected_churned_mrr_90d'],
      panels: ['churn_forecast'],
      later: 'prediction',
      note: 'a socket that says what it waits for',
    },
    {
      asks: 'Feed of engagements, changes of health, goals and milestones',
      metrics: ['activities'],
      panels: ['recent_activity'],
      topics: ['account_changed'],
    },
  ],
}

const analytics: Section = {
  title: 'Analytics dashboard',
  plugin,
  requirements: [
    {
      asks: 'The dashboard at `/dashboard/analytics`',
      dashboards: ['analytics'],
      addresses: ['/dashboard/analytics'],
      tests: ['addresses'],
    },
    { asks: 'Courses of health', panels: ['health_course', 'segments_over_time'], tests: ['lineChart'] },
    { asks: 'How often customers are spoken to', panels: ['frequency', 'engagement_days'], tests: ['gridChart'] },
    { asks: 'Models of churn', panels: ['churn_forecast'], later: 'prediction' },
    {
      asks: 'Revenue beside health',
      metrics: ['current_mrr'],
      panels: ['revenue_correlation'],
      charts: ['scatter'],
      tests: ['scatterChart'],
    },
    { asks: 'Segments of customers compared', metrics: ['live_accounts'], panels: ['by_segment'] },
  ],
}

const health: Section = {
  title: 'Health score',
  plugin,
  requirements: [
    {
      asks: 'Use of the product weighs 0.4: logins, adoption, session length, activity of users',
      settings: ['usageWeight', 'goalposts'],
      tests: ['scoreParts', 'scoreGroups', 'scoreInputs'],
    },
    {
      asks: 'Support weighs 0.25: number, severity and resolution of tickets, satisfaction',
      settings: ['supportWeight', 'goalposts'],
      tests: ['scoreParts', 'scoreGroups', 'scoreInputs'],
    },
    {
      asks: 'Engagement weighs 0.2: meetings, answers, outcomes, stakeholders',
      settings: ['engagementWeight', 'goalposts'],
      tests: ['scoreParts', 'scoreGroups', 'scoreInputs'],
    },
    {
      asks: 'Business weighs 0.15: contract, payment, expansion, renewal',
      settings: ['businessWeight', 'goalposts'],
      tests: ['scoreParts', 'scoreGroups', 'scoreInputs'],
    },
    {
      asks: 'What a score is made of, account by account',
      pages: ['account'],
      metrics: ['health_coverage'],
      settings: ['leastCoverage'],
      tests: ['scoresAddUp'],
    },
    {
      asks: 'Scores over time, of a period',
      rest: ['GET /api/v1/health'],
      panels: ['health_course'],
      tests: ['healthPath'],
    },
    {
      asks: 'Who improves and who declines',
      metrics: ['improving_accounts', 'declining_accounts', 'health_trend_30d'],
    },
    { asks: 'Health beside engagements', metrics: ['health_change_after'], panels: ['engagement_types'] },
    { asks: 'Health foretold', later: 'prediction' },
    {
      asks: 'Segments: healthy from 80, moderate from 60, at risk from 40, critical below, with number and share',
      metrics: ['accounts_by_health', 'health_segment_share'],
      panels: ['health_segments'],
      tests: ['healthOfDemo', 'segmentEdges'],
    },
    {
      asks: 'What engagements and interventions do to health',
      metrics: ['health_change_after', 'intervention_success_rate'],
      panels: ['engagement_types', 'interventions'],
    },
    { asks: 'Recovery', metrics: ['health_recoveries', 'health_declines', 'days_to_recovery'], panels: ['movements'] },
    {
      asks: 'The own score beside that of the industry',
      metrics: ['customer_health_benchmark', 'churn_risk_benchmark'],
      tables: ['benchmarks'],
      panels: ['industry'],
    },
  ],
}

const engagement: Section = {
  title: 'Engagement',
  plugin,
  requirements: [
    {
      asks: 'Engagements, in all and by type',
      metrics: ['total_engagements', 'engagement_share'],
      panels: ['engagement_types', 'engagement_days'],
      tables: ['engagements'],
      rest: ['POST /api/customer-success/engagements'],
      tests: ['recordedEngagement', 'engagementByHand'],
    },
    {
      asks: 'Outcomes: positive, neutral, negative, action required',
      metrics: ['positive_outcome_rate', 'engagement_share'],
      panels: ['engagement_outcomes'],
    },
    { asks: 'Time to an answer', metrics: ['average_response_time', 'response_rate'], panels: ['response', 'team'] },
    { asks: 'Engagements of an account', metrics: ['engagement_frequency'], panels: ['frequency'] },
    {
      asks: 'Stakeholders who take part',
      metrics: ['stakeholder_participation'],
      panels: ['relationships'],
      tables: ['stakeholders', 'attendees'],
    },
    {
      asks: 'Gaps in the contact with an account',
      metrics: ['days_since_engagement', 'accounts_with_gap'],
      panels: ['gaps'],
      settings: ['gapDays'],
    },
    {
      asks: 'How often is best',
      metrics: ['customer_health_score', 'health_trend_30d'],
      panels: ['contact'],
      note: 'health by how long the last contact lies back, an association',
    },
    { asks: 'Types that help most', metrics: ['health_change_after'], panels: ['engagement_types'] },
    {
      asks: 'Return on engagements',
      metrics: ['engagement_roi'],
      panels: ['interventions'],
      tables: ['interventions'],
    },
    { asks: 'Deciders who take part', metrics: ['decision_maker_participation'], panels: ['relationships'] },
    { asks: 'Champions', metrics: ['champions'], panels: ['relationships'] },
    { asks: 'Depth of relationships', metrics: ['relationship_depth'] },
  ],
}

/** How healthy customers are, and what is done with them. */
export const customerSuccess: RequirementDocument = {
  number: '004',
  title: 'Customer success analytics',
  sections: [main, analytics, health, engagement, ...customerSuccessAnalyses, ...customerSuccessDelivery],
}
