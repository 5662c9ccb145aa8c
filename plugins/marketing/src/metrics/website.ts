import { metric } from '@tessera/plugin-api'

const visit = {
  direction: 'up',
  tier: 2,
  dimensions: ['channel', 'landing_page', 'device'],
  owner: 'Marketing',
} as const

/** How the website is visited. */
export const websiteMetrics = {
  website_sessions: metric({
    ...visit,
    title: 'Visits',
    description: 'Visits of the website that began in the period.',
    unit: 'count',
  }),
  bounce_rate: metric({
    ...visit,
    title: 'Bounce rate',
    description: 'Part of the visits that were not engaged: short, of one page, and without a key event.',
    unit: 'ratio',
    direction: 'down',
    target: { lt: 0.45 },
    rules: ['engagedSeconds'],
  }),
  website_conversion_rate: metric({
    ...visit,
    title: 'Website conversion',
    description: 'Part of the visits with a key event, as a form that was sent.',
    unit: 'ratio',
    tier: 1,
    target: { gte: 0.02 },
  }),
} as const
