import { importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { costKinds, keysOf } from '../choices.ts'
import { campaignId, channel, count, day, id, money, name, needs } from './columns.ts'

/** What is planned and spent. */
export const campaignTables = {
  campaigns: importable({
    title: 'Campaigns',
    description: 'What is advertised where, and from when to when.',
    key: ['campaign_id'],
    columns: z.object({
      campaign_id: id,
      name,
      platform: z.string().min(1).max(60).nullish().meta({
        title: 'Platform',
        description: 'As google, linkedin or meta; empty for what runs on none, as a newsletter.',
      }),
      channel,
      started_on: day,
      ended_on: day.nullish().meta({ title: 'Last day', description: 'Empty while it goes on.' }),
    }),
    needs,
  }),
  campaign_budgets: importable({
    title: 'Budgets of campaigns',
    description: 'What a campaign may spend from a day to another, both included. It is spread evenly over these days.',
    key: ['campaign_id', 'period_start'],
    columns: z.object({ campaign_id: campaignId, period_start: day, period_end: day, amount: money }),
    needs,
  }),
  ad_spend_daily: importable({
    title: 'Spend by day',
    description: 'What a campaign spent on a day, in the currency of the tenant.',
    key: ['campaign_id', 'metric_date'],
    columns: z.object({
      campaign_id: campaignId,
      metric_date: day,
      spend: money,
      impressions: count.nullish(),
      clicks: count.nullish(),
    }),
    needs,
  }),
  costs: importable({
    title: 'Costs of marketing and sales',
    description: 'What winning customers costs beside advertisements, by month. It is spread evenly over its days.',
    key: ['cost_id'],
    columns: z.object({
      cost_id: id,
      kind: z.enum(keysOf(costKinds)),
      month: day.meta({ title: 'Month', description: 'Any day of the month that the cost is for.' }),
      amount: money,
    }),
    needs,
  }),
} as const
