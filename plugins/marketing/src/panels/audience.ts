import { panel } from '@tessera/plugin-api'

const year = { last: 12, unit: 'month' } as const

/** Panels about who visits, opens, reacts and knows the brand. */
export const audiencePanels = {
  visits: panel({
    title: 'Visits by channel',
    subtitle: 'Of the website',
    view: 'area',
    query: { metrics: ['website_sessions'], dimensions: ['channel'], grain: 'auto', compare: 'none' },
  }),
  website: panel({
    title: 'Website conversion',
    subtitle: 'Part of the visits with a key event',
    view: 'line',
    query: { metrics: ['website_conversion_rate'], grain: 'auto' },
  }),
  bounces: panel({
    title: 'Bounce rate',
    subtitle: 'By the channel of the visit',
    view: 'ranked_bar',
    query: {
      metrics: ['bounce_rate', 'website_sessions'],
      dimensions: ['channel'],
      order: [{ key: 'bounce_rate', dir: 'desc' }],
    },
    options: { secondary: 'website_sessions' },
    drill: { dimension: 'landing_page', title: 'By landing page' },
  }),
  mails: panel({
    title: 'E-mail',
    subtitle: 'By campaign; opens by machines left out',
    view: 'table',
    query: {
      metrics: ['emails_delivered', 'email_open_rate', 'email_click_rate', 'email_unsubscribe_rate'],
      dimensions: ['campaign'],
      compare: 'none',
      order: [{ key: 'emails_delivered', dir: 'desc' }],
    },
  }),
  social: panel({
    title: 'Social networks',
    subtitle: 'Reactions over how often posts were shown',
    view: 'ranked_bar',
    query: {
      metrics: ['social_engagement_rate', 'social_impressions'],
      dimensions: ['network'],
      order: [{ key: 'social_engagement_rate', dir: 'desc' }],
    },
    options: { secondary: 'social_impressions' },
  }),
  brand: panel({
    title: 'Brand awareness',
    subtitle: 'In the last survey, with the interval it may lie in',
    view: 'intervals',
    query: {
      metrics: ['brand_awareness_score'],
      dimensions: ['respondents'],
      samples: true,
      compare: 'none',
    },
  }),
  brand_course: panel({
    title: 'Who knows the brand',
    subtitle: 'On their own, and when it is named',
    view: 'line',
    query: {
      metrics: ['brand_awareness_score', 'brand_aided_awareness'],
      grain: 'quarter',
      range: year,
      compare: 'none',
    },
  }),
} as const
