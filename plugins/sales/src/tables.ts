import { importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { activityTypes, dealStatuses, dealTypes, keysOf } from './choices.ts'

const id = z.string().min(1).max(200)
const instant = z.iso.datetime({ offset: true })
const accountId = id.meta({ idOf: 'account' })
const money = z.number().min(0).max(1e12)
const name = z.string().min(1).max(200)
const stage = z.string().min(1).max(100)
const needs = 'record'

/** Tables that a CRM brings its rows into. */
export const tables = {
  reps: importable({
    title: 'Sales people',
    description: 'Who sells, with name and team. Deals of somebody who is not here go by their id.',
    key: ['rep_id'],
    columns: z.object({ rep_id: id, name, team: name.nullish(), started_on: z.iso.date().nullish() }),
    needs,
  }),
  opportunities: importable({
    title: 'Deals',
    description: 'Opportunities as they stand. A deal that changed is sent again, whole.',
    key: ['opportunity_id'],
    columns: z.object({
      opportunity_id: id,
      name,
      account_id: accountId.nullish(),
      lead_id: id.nullish().meta({ title: 'Lead', description: 'The lead of marketing that it came from.' }),
      rep_id: id,
      deal_type: z.enum(keysOf(dealTypes)).default('new_business'),
      status: z.enum(keysOf(dealStatuses)),
      stage: stage.nullish().meta({
        title: 'Stage',
        description: 'Where an open deal stands; of a closed one, where it stood before, if anybody knows.',
      }),
      amount: money.meta({ title: 'Amount', description: 'What it is worth, for a year where it recurs.' }),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .nullish()
        .meta({ title: 'Currency', description: 'Three letters of ISO 4217; that of the tenant when left out.' }),
      exchange_rate: z.number().gt(0).max(1e9).nullish().meta({
        title: 'Exchange rate',
        description:
          'What one unit of another currency is worth in that of the tenant. Without it the amount does not count.',
      }),
      source: name.nullish(),
      created_at: instant,
      expected_close_date: z.iso.date().nullish(),
      closed_at: instant.nullish().meta({
        title: 'Closed at',
        description: 'When it was won or lost for good; empty while it is open, also after it was opened again.',
      }),
      lost_reason: name.nullish(),
    }),
    needs,
  }),
  opportunity_stage_history: importable({
    title: 'Stages of deals',
    description:
      'What a deal was from a moment on: its stage, and what was changed with it. The pipeline of the past is made of these rows.',
    key: ['opportunity_id', 'entered_at'],
    columns: z.object({
      opportunity_id: id,
      entered_at: instant,
      stage,
      amount: money.nullish().meta({
        title: 'Amount',
        description: 'What it was worth from then on, in its currency; that of the deal when left out.',
      }),
      expected_close_date: z.iso.date().nullish(),
    }),
    needs,
  }),
  activities: importable({
    title: 'Activities',
    description: 'Calls, mails and meetings of sales people.',
    key: ['activity_id'],
    columns: z.object({
      activity_id: id,
      rep_id: id,
      opportunity_id: id.nullish(),
      account_id: accountId.nullish(),
      type: z.enum(keysOf(activityTypes)),
      completed: z.boolean().default(true).meta({ title: 'Took place', description: 'False where nobody came.' }),
      subject: z.string().max(500).nullish(),
      occurred_at: instant,
    }),
    needs,
  }),
  quotas: importable({
    title: 'Quotas',
    description:
      'What somebody is to sell from one day to another, both included. One that is changed is sent with the day of the change; earlier ones are kept.',
    key: ['rep_id', 'period_start', 'set_on'],
    columns: z.object({
      rep_id: id,
      period_start: z.iso.date(),
      period_end: z.iso.date().meta({ title: 'Until', description: 'The last day of it.' }),
      set_on: z.iso.date().meta({ title: 'Set on', description: 'Of several for one time, the latest counts.' }),
      amount: money,
    }),
    needs,
  }),
} as const
