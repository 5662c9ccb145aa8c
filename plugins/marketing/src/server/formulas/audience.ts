import { lastValue, ratio, ref, setting, snapshot, sum, type On } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { plugin } from '../../plugin.ts'
import { brand, followed, mails, social, visits } from '../facts/audience.ts'
import type { VisitRow } from '../rows.ts'

const bounced: On<VisitRow, SqlBool> = (eb, bounds) =>
  eb.and([
    sql<SqlBool>`engaged_seconds <= ${setting(plugin, 'engagedSeconds', bounds)}`,
    eb('page_views', '<', 2),
    eb('key_events', '=', 0),
  ])

/** Who visits, opens, reacts, and knows the brand. */
export const audienceFormulas = {
  website_sessions: sum(visits, 'sessions'),
  bounce_rate: ratio(sum(visits, 'sessions', { where: bounced }), sum(visits, 'sessions')),
  website_conversion_rate: ratio(
    sum(visits, 'sessions', { where: (eb) => eb('key_events', '>', 0) }),
    sum(visits, 'sessions'),
  ),
  emails_delivered: sum(mails, 'delivered'),
  email_open_rate: ratio(
    sum(mails, () => sql<number>`unique_opens - machine_opens`),
    ref('emails_delivered'),
  ),
  email_machine_open_rate: ratio(sum(mails, 'machine_opens'), ref('emails_delivered')),
  email_click_rate: ratio(sum(mails, 'unique_clicks'), ref('emails_delivered')),
  email_unsubscribe_rate: ratio(sum(mails, 'unsubscribes'), ref('emails_delivered')),
  social_impressions: sum(social, 'impressions'),
  social_engagement_rate: ratio(sum(social, 'engagements'), ref('social_impressions')),
  social_engagement_by_reach: ratio(
    sum(social, 'engagements', { where: (eb) => eb('reach', 'is not', null) }),
    sum(social, 'reach'),
  ),
  social_followers: lastValue(followed, { entity: 'network', value: 'followers' }),
  brand_awareness_score: ratio(snapshot(brand, { sum: 'unaided' }), snapshot(brand, { sum: 'respondents' })),
  brand_aided_awareness: ratio(snapshot(brand, { sum: 'aided' }), snapshot(brand, { sum: 'respondents' })),
} as const
