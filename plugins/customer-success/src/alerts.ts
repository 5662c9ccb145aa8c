import { alert } from '@tessera/plugin-api'

/** What somebody should hear of. */
export const alerts = {
  unhealthy: alert({
    title: 'The mean health score is below 75',
    metric: 'customer_health_score',
    when: { lt: 75 },
    for: '2d',
    severity: 'warning',
  }),
  critical_account: alert({
    title: 'An account is critical',
    metric: 'customer_health_score',
    by: ['customer'],
    when: { lt: 40 },
    for: '2d',
    severity: 'critical',
  }),
  churn_risk: alert({
    title: 'The churn risk of an account is high',
    metric: 'churn_risk_score',
    by: ['customer'],
    when: { gte: 60 },
    severity: 'critical',
  }),
} as const
