import { metric } from '@tessera/plugin-api'
import { byUser } from '../dimensions.ts'

const requests = {
  unit: 'count',
  direction: 'up',
  tier: 2,
  dimensions: ['endpoint', 'status_class', ...byUser],
  owner: 'Platform',
} as const
const byEndpoint = ['endpoint', ...byUser] as const
const checked = {
  unit: 'ratio',
  direction: 'up',
  tier: 1,
  dimensions: ['service'],
  owner: 'Platform',
  rules: ['checkMinutes'],
} as const
const known = 'A check stands until the next one of its service, for a limited time; what is not known does not count.'

/** How the service is used, and how well it does. */
export const serviceMetrics = {
  api_calls: metric({
    ...requests,
    title: 'API calls',
    description: 'Requests to the API, answered, refused or failed.',
  }),
  avg_response_time: metric({
    ...requests,
    title: 'Mean response time',
    description: 'Mean time the API took to answer.',
    unit: 'milliseconds',
    direction: 'down',
  }),
  median_response_time: metric({
    ...requests,
    title: 'Median response time',
    description:
      'Half of the rows of usage took no longer; a row that stands for several requests counts once, with their mean.',
    unit: 'milliseconds',
    direction: 'down',
  }),
  p95_response_time: metric({
    ...requests,
    title: 'Response time, 95th percentile',
    description:
      'Of a hundred rows of usage 95 took no longer; a row that stands for several requests counts once, with their mean.',
    unit: 'milliseconds',
    direction: 'down',
  }),
  error_rate: metric({
    ...requests,
    title: 'Error rate',
    description: 'Part of the requests that the API failed to answer (5xx). Requests that it refused (4xx) are none.',
    unit: 'ratio',
    direction: 'down',
    tier: 1,
    target: { lt: 0.01 },
    dimensions: byEndpoint,
  }),
  refused_rate: metric({
    ...requests,
    title: 'Rate of refused requests',
    description: 'Part of the requests that the API refused (4xx): what callers did wrong.',
    unit: 'ratio',
    direction: 'down',
    tier: 3,
    dimensions: byEndpoint,
  }),
  logged_errors: metric({
    ...requests,
    title: 'Logged errors',
    description: 'Errors that the service wrote into its log, beside how requests were answered.',
    direction: 'down',
    dimensions: ['error_type', 'severity', ...byEndpoint],
  }),
  api_uptime: metric({
    ...checked,
    title: 'Uptime',
    description: `Part of the known time in which the service was up, degraded included. ${known}`,
    target: { gte: 0.999 },
  }),
  degraded_share: metric({
    ...checked,
    title: 'Degraded time',
    description: `Part of the known time in which the service was up, but not well. ${known}`,
    direction: 'down',
    tier: 3,
  }),
  checked_time: metric({
    ...checked,
    title: 'Known time',
    description: `Time for which the health of the service is known. ${known}`,
    unit: 'hours',
    tier: 3,
    dimensions: ['service', 'health'],
  }),
} as const
