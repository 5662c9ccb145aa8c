import { importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { goalStatuses, interventionOutcomes, keysOf, signalTypes } from '../choices.ts'
import { account, id, instant, name, needs, score, share } from './columns.ts'

/** What customers want to reach, what they reach, what warns of them and what is done about it. */
export const progressTables = {
  goals: importable({
    title: 'Goals',
    description: 'What an account wants to reach with the product.',
    key: ['goal_id'],
    columns: z.object({
      goal_id: id,
      account_id: account,
      title: z.string().min(1).max(500),
      status: z.enum(keysOf(goalStatuses)),
      created_at: instant,
      due_on: z.iso.date().nullish(),
      completed_on: z.iso.date().nullish(),
    }),
    needs,
  }),
  milestones: importable({
    title: 'Milestones',
    description: 'When an account reached something. The milestone first_value says when the product first paid off.',
    key: ['account_id', 'milestone'],
    columns: z.object({ account_id: account, milestone: z.string().min(1).max(100), reached_at: instant }),
    needs,
  }),
  signals: importable({
    title: 'Signals',
    description: 'What somebody heard that warns of an account. It counts half after 60 days.',
    key: ['signal_id'],
    columns: z.object({
      signal_id: id,
      account_id: account,
      signal_type: z.enum(keysOf(signalTypes)),
      strength: share.default(1).meta({ description: 'From 0 to 1.' }),
      note: z.string().max(2000).nullish(),
      occurred_at: instant,
    }),
    needs,
  }),
  interventions: importable({
    title: 'Interventions',
    description: 'What is done to keep an account, by a playbook.',
    key: ['intervention_id'],
    columns: z.object({
      intervention_id: id,
      account_id: account,
      playbook: name,
      team_member: name.nullish(),
      risk_before: score.nullish().meta({ description: 'Churn risk index at its begin; the own one when left out.' }),
      risk_after: score.nullish().meta({ description: 'The index 30 days later; the own one when left out.' }),
      cost: z.number().min(0).max(1e9).nullish(),
      opened_at: instant,
      closed_at: instant.nullish(),
      outcome: z.enum(keysOf(interventionOutcomes)).nullish(),
    }),
    needs,
  }),
} as const
