import { importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { accountId, campaignId, channel, id, instant, needs } from './columns.ts'

/** Who may become a customer, and how they came. */
export const leadTables = {
  leads: importable({
    title: 'Leads',
    description: 'Who may become a customer, and when they reached each stage.',
    key: ['lead_id'],
    columns: z.object({
      lead_id: id,
      account_id: accountId
        .nullish()
        .meta({ title: 'Account', description: 'The customer or prospect they belong to, once known.' }),
      rep_id: id.nullish().meta({ title: 'Rep', description: 'Who of sales the lead is assigned to.' }),
      source_channel: channel.nullish(),
      source_campaign_id: campaignId.nullish(),
      lead_score: z.number().min(0).max(100).nullish().meta({ title: 'Score', description: 'From 0 to 100.' }),
      created_at: instant,
      mql_at: instant.nullish().meta({ title: 'Qualified at', description: 'When marketing qualified it (MQL).' }),
      sql_at: instant.nullish().meta({ title: 'Accepted at', description: 'When sales accepted it (SQL).' }),
      opportunity_at: instant
        .nullish()
        .meta({ title: 'Opportunity at', description: 'When it became an opportunity.' }),
      customer_at: instant.nullish().meta({ title: 'Customer at', description: 'When it became a customer.' }),
      disqualified_at: instant.nullish(),
    }),
    needs,
  }),
  touchpoints: importable({
    title: 'Touchpoints',
    description: 'Contacts of a lead with marketing: a click, a visit, a form, an event.',
    key: ['touchpoint_id'],
    columns: z.object({
      touchpoint_id: id,
      lead_id: id.meta({ title: 'Lead', description: 'Id of a row of leads.' }),
      channel,
      campaign_id: campaignId.nullish(),
      occurred_at: instant,
    }),
    needs,
  }),
} as const
