import { importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { keysOf } from '../choices.ts'
import { healthInputs } from '../score/health-inputs.ts'
import { riskIndicators } from '../score/risk-indicators.ts'
import { account, id, needs, name, score, share } from './columns.ts'

const measured = [...keysOf(healthInputs), ...keysOf(riskIndicators)] as const

/** What other systems measured: inputs of scores, scores of former times, benchmarks, devices. */
export const measureTables = {
  measurements: importable({
    title: 'Measurements',
    description:
      'Inputs of the health score and indicators of churn risk that another system measured. One counts for 45 days, before what is reckoned here.',
    key: ['account_id', 'input', 'measured_on'],
    columns: z.object({
      account_id: account,
      input: z.enum(measured),
      measured_on: z.iso.date(),
      value: z.number().min(-1e9).max(1e9),
    }),
    needs,
  }),
  health_history: importable({
    title: 'Health of former times',
    description: 'Scores that another tool kept. They stand for days before the first one that is reckoned here.',
    key: ['account_id', 'metric_date'],
    columns: z.object({
      account_id: account,
      metric_date: z.iso.date(),
      overall_health_score: score,
      churn_risk_score: score.nullish(),
    }),
    needs,
  }),
  benchmarks: importable({
    title: 'Benchmarks',
    description: 'What others of an industry reach in a metric, by the first day of the period they are of.',
    key: ['metric', 'industry', 'period_start'],
    columns: z.object({
      metric: z.enum(['customer_health_score', 'churn_risk_score', 'customer_churn_rate']),
      industry: name.meta({ description: 'As the industry of accounts is written.' }),
      period_start: z.iso.date(),
      value: z.number().min(-1e9).max(1e9),
      sample_n: z.int().min(0).max(1e9).nullish().meta({ title: 'Companies' }),
      source: name.nullish(),
    }),
    needs,
  }),
  devices: importable({
    title: 'Devices',
    description: 'Assets that an account runs.',
    key: ['device_id'],
    columns: z.object({
      device_id: id,
      account_id: account,
      kind: name.nullish(),
      status: z.enum(['active', 'inactive', 'retired']),
    }),
    needs,
  }),
  device_days: importable({
    title: 'Days of devices',
    description: 'How a device did on a day.',
    key: ['device_id', 'metric_date'],
    columns: z.object({
      device_id: id,
      metric_date: z.iso.date(),
      health_score: score.nullish(),
      uptime: share.nullish(),
      volume: z.number().min(0).max(1e15).nullish(),
    }),
    needs,
  }),
} as const
