import { alert } from '@tessera/plugin-api'

/** What somebody should hear of. */
export const alerts = {
  down: alert({
    title: 'The service was down for more than a thousandth of its time',
    metric: 'api_uptime',
    when: { lt: 0.999 },
    severity: 'critical',
  }),
  failing: alert({
    title: 'More than one request of a hundred fails',
    metric: 'error_rate',
    when: { gte: 0.01 },
    severity: 'critical',
  }),
  leaving: alert({
    title: 'More than 2 % of the customers were lost',
    metric: 'customer_churn_rate',
    when: { gte: 0.02 },
    severity: 'warning',
  }),
} as const
