import { metric } from '@tessera/plugin-api'

const share = { unit: 'ratio', direction: 'up', tier: 3, owner: 'Marketing' } as const
const mail = { ...share, dimensions: ['campaign'] } as const
const social = { ...share, dimensions: ['network'] } as const
const brand = { ...share, dimensions: ['respondents'] } as const

/** Who opens mails, reacts in social networks, and knows the brand. */
export const outreachMetrics = {
  emails_delivered: metric({
    ...mail,
    title: 'E-mails delivered',
    description: 'Mails of campaigns that arrived.',
    unit: 'count',
    direction: 'neutral',
  }),
  email_open_rate: metric({
    ...mail,
    title: 'E-mail open rate',
    description: 'Part of the delivered mails that somebody opened. Opens by mail programs on their own do not count.',
  }),
  email_machine_open_rate: metric({
    ...mail,
    title: 'E-mails opened by machines',
    description: 'Part of the delivered mails that only a mail program opened, to load pictures ahead.',
    direction: 'neutral',
  }),
  email_click_rate: metric({
    ...mail,
    title: 'E-mail click rate',
    description: 'Part of the delivered mails in which somebody followed a link.',
  }),
  email_unsubscribe_rate: metric({
    ...mail,
    title: 'E-mail unsubscribe rate',
    description: 'Part of the delivered mails upon which somebody unsubscribed.',
    direction: 'down',
  }),
  social_impressions: metric({
    ...social,
    title: 'Social impressions',
    description: 'How often posts in social networks were shown.',
    unit: 'count',
  }),
  social_engagement_rate: metric({
    ...social,
    title: 'Social engagement',
    description: 'Reactions, comments, shares and clicks over how often posts were shown.',
  }),
  social_engagement_by_reach: metric({
    ...social,
    title: 'Social engagement by reach',
    description: 'The same over the people that posts reached, on days for which that is known.',
  }),
  social_followers: metric({
    ...social,
    title: 'Followers',
    description: 'Followers in all networks at the end of the period, by the last day each told.',
    unit: 'count',
  }),
  brand_awareness_score: metric({
    ...brand,
    title: 'Brand awareness',
    description: 'Part of those asked who name the brand on their own, in the last wave before the end of the period.',
  }),
  brand_aided_awareness: metric({
    ...brand,
    title: 'Aided brand awareness',
    description:
      'Part of those asked who know the brand when it is named, in the last wave before the end of the period.',
  }),
} as const
