import { fact } from '@tessera/plugin-api/server'
import type { BrandRow, MailRow, SocialRow, VisitRow } from '../rows.ts'

/** Columns of numbers by their titles. */
const numbers = <Column extends string>(titles: Readonly<Record<Column, string>>) =>
  (Object.entries(titles) as [Column, string][]).map(([column, title]) => ({ column, title, type: 'number' as const }))
const byDay = { column: 'metric_date', type: 'local_date' } as const
const ofNetwork = {
  table: 'marketing.social_daily',
  key: ['network', 'metric_date'],
  time: byDay,
  dimensions: { network: 'network' },
} as const

/** Visits of the website. */
export const visits = fact<VisitRow>({
  name: 'visit',
  table: 'marketing.visits',
  key: ['session_id'],
  time: { column: 'started_at', type: 'instant' },
  dimensions: { channel: 'channel', landing_page: 'landing_page', device: 'device_type' },
  drill: numbers({ sessions: 'Visits', page_views: 'Pages', engaged_seconds: 'Seconds', key_events: 'Key events' }),
})

/** Mails by campaign and day. */
export const mails = fact<MailRow>({
  name: 'mail_day',
  table: 'marketing.campaign_mails',
  key: ['campaign_id', 'metric_date'],
  time: byDay,
  dimensions: { campaign: 'campaign' },
  drill: numbers({
    delivered: 'Delivered',
    unique_opens: 'Opened',
    machine_opens: 'By machines',
    unique_clicks: 'Clicked',
  }),
})

/** Social networks by day. */
export const social = fact<SocialRow>({
  ...ofNetwork,
  name: 'social_day',
  drill: numbers({ impressions: 'Shown', engagements: 'Reactions' }),
})

/** Days on which a network told how many follow. */
export const followed = fact<SocialRow>({
  ...ofNetwork,
  name: 'followed_day',
  where: (eb) => eb('followers', 'is not', null),
})

/** Waves of surveys, each there until the next one. */
export const brand = fact<BrandRow>({
  name: 'brand_wave',
  table: 'marketing.brand_waves',
  key: ['wave', 'segment'],
  time: { column: 'wave', type: 'local_date' },
  interval: { start: 'wave', end: 'until' },
  dimensions: { respondents: 'segment' },
  drill: numbers({ respondents: 'Asked', unaided: 'Named it', aided: 'Knew it' }),
})
