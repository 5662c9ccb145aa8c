import { importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { devices, keysOf } from '../choices.ts'
import { campaignId, channel, count, day, id, instant, name, needs } from './columns.ts'

/** Who visits, opens, reacts, and knows the brand. */
export const audienceTables = {
  web_sessions: importable({
    title: 'Visits of the website',
    description: 'A visit, or several alike: then how many, and what each of them was like.',
    key: ['session_id'],
    columns: z.object({
      session_id: id,
      started_at: instant,
      visitor_id: id.nullish(),
      channel: channel.nullish(),
      landing_page: name.nullish(),
      device_type: z.enum(keysOf(devices)).default('other'),
      page_views: z.int().min(0).max(100_000),
      engaged_seconds: z
        .int()
        .min(0)
        .max(1_000_000)
        .meta({ title: 'Seconds', description: 'Time in which the page was looked at.' }),
      key_events: z.int().min(0).max(100_000).default(0).meta({
        title: 'Key events',
        description: 'What visits are wished to lead to, as a form that was sent.',
      }),
      sessions: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(1)
        .meta({ title: 'Visits', description: 'How many alike the row stands for.' }),
    }),
    needs,
  }),
  email_daily: importable({
    title: 'E-mail by day',
    description: 'What became of the mails that a campaign sent on a day.',
    key: ['campaign_id', 'metric_date'],
    columns: z.object({
      campaign_id: campaignId,
      metric_date: day,
      sent: count,
      delivered: count,
      unique_opens: count,
      machine_opens: count.default(0).meta({
        title: 'Opened by machines',
        description: 'Of the opens, those by mail programs that load pictures on their own.',
      }),
      unique_clicks: count,
      unsubscribes: count.default(0),
    }),
    needs,
  }),
  social_daily: importable({
    title: 'Social networks by day',
    description: 'How often posts were shown, and how often somebody reacted.',
    key: ['network', 'metric_date'],
    columns: z.object({
      network: z.string().min(1).max(60),
      metric_date: day,
      impressions: count,
      reach: count.nullish(),
      engagements: count,
      followers: count.nullish(),
    }),
    needs,
  }),
  brand_surveys: importable({
    title: 'Surveys of the brand',
    description:
      'How many knew the brand in a wave of a survey. Either one row for all, or one for each group that was asked.',
    key: ['wave', 'segment'],
    columns: z.object({
      wave: day,
      segment: z
        .string()
        .min(1)
        .max(60)
        .meta({ title: 'Asked', description: "Who was asked; 'all' where nobody was told apart." }),
      respondents: count,
      unaided: count.meta({ title: 'Named it', description: 'Those who named the brand on their own.' }),
      aided: count.meta({ title: 'Knew it', description: 'Those who knew it when it was named, the former included.' }),
    }),
    needs,
  }),
} as const
