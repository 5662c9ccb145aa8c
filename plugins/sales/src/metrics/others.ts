import { metric } from '@tessera/plugin-api'
import { accounts, byRep, owner } from '../dimensions.ts'

const forecast = {
  unit: 'money',
  direction: 'up',
  tier: 2,
  dimensions: [...byRep, ...accounts],
  owner,
  status: 'needs-source',
} as const

/** What other plugins know, and what one is still to bring. */
export const otherMetrics = {
  renewal_rate: metric({
    title: 'Renewal rate',
    description:
      'Of the amount that came up for renewal in the period and is decided, the part that was renewed, as the SaaS metrics have it. A contract belongs to who last won a deal of its account.',
    unit: 'ratio',
    direction: 'up',
    tier: 1,
    target: { gte: 0.9 },
    targetDays: 90,
    minSample: 10,
    dimensions: [...byRep, ...accounts],
    version: 2,
    owner,
  }),
  total_mqls: metric({
    title: 'MQLs',
    description:
      'Leads that became marketing qualified in the period, as marketing counts them, by who of sales they are assigned to.',
    unit: 'count',
    direction: 'up',
    tier: 2,
    dimensions: [...byRep, 'core.segment', 'core.region'],
    version: 2,
    owner: 'Marketing',
  }),
  mql_conversion_rate: metric({
    title: 'MQL conversion',
    description:
      'Of the qualified leads for which the time of sales to accept them ended in the period, those accepted within it, as marketing counts them.',
    unit: 'ratio',
    direction: 'up',
    tier: 1,
    target: { gte: 0.3 },
    minSample: 10,
    dimensions: [...byRep, 'core.segment', 'core.region'],
    rules: ['marketing.acceptDays'],
    version: 2,
    owner: 'Marketing',
  }),
  forecast_amount: metric({
    ...forecast,
    title: 'Forecast',
    description:
      'What will have been booked at the end of the running quota period, by a model that another plugin brings.',
    tier: 1,
  }),
  forecast_low: metric({
    ...forecast,
    title: 'Forecast, low',
    description: 'What the same model gives nine chances of ten to be exceeded (the 10th percentile).',
  }),
  forecast_high: metric({
    ...forecast,
    title: 'Forecast, high',
    description: 'What the same model gives one chance of ten to be exceeded (the 90th percentile).',
  }),
} as const
