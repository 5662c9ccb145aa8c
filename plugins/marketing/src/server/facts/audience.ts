import { fact } from '@tessera/plugin-api/server'
import type { BrandRow, MailRow, SocialRow, VisitRow } from '../rows.ts'

/** Visits of the website. */
export const visits = fact<VisitRow>({
  name: 'visit',
  table: 'marketing.web_sessions',
  key: ['session_id'],
  time: { column: 'started_at', type: 'instant' },
  dimensions: { channel: 'channel', landing_page: 'landing_page', device: 'device_type' },
  drill: [
    { column: 'sessions', title: 'Visits', type: 'number' },
    { column: 'page_views', title: 'Pages', type: 'number' },
    { column: 'engaged_seconds', title: 'Seconds', type: 'number' },
    { column: 'key_events', title: 'Key events', type: 'number' },
  ],
})

/** Mails by campaign and day. */
export const mails = fact<MailRow>({
  name: 'mail_day',
  table: 'marketing.campaign_mails',
  key: ['campaign_id', 'metric_date'],
  time: { column: 'metric_date', type: 'local_date' },
  dimensions: { campaign: 'campaign' },
  drill: [
    { column: 'delivered', title: 'Delivered', type: 'number' },
    { column: 'unique_opens', title: 'Opened', type: 'number' },
    { column: 'machine_opens', title: 'By machines', type: 'number' },
    { column: 'unique_clicks', title: 'Clicked', type: 'number' },
  ],
})

/** Social networks by day. */
export const social = fact<SocialRow>({
  name: 'social_day',
  table: 'marketing.social_daily',
  key: ['network', 'metric_date'],
  time: { column: 'metric_date', type: 'local_date' },
  dimensions: { network: 'network' },
  drill: [
    { column: 'impressions', title: 'Shown', type: 'number' },
    { column: 'engagements', title: 'Reactions', type: 'number' },
  ],
})

/** Days on which a network told how many follow. */
export const followed = fact<SocialRow>({
  name: 'followed_day',
  table: 'marketing.social_daily',
  key: ['network', 'metric_date'],
  time: { column: 'metric_date', type: 'local_date' },
  where: (eb) => eb('followers', 'is not', null),
  dimensions: { network: 'network' },
})

/** Waves of surveys, each there until the next one. */
export const brand = fact<BrandRow>({
  name: 'brand_wave',
  table: 'marketing.brand_waves',
  key: ['wave', 'segment'],
  time: { column: 'wave', type: 'local_date' },
  interval: { start: 'wave', end: 'until' },
  dimensions: { respondents: 'segment' },
  drill: [
    { column: 'respondents', title: 'Asked', type: 'number' },
    { column: 'unaided', title: 'Named it', type: 'number' },
    { column: 'aided', title: 'Knew it', type: 'number' },
  ],
})
