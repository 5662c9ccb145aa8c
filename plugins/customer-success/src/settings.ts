import { z } from 'zod'
import { keysOf } from './choices.ts'
import { healthInputs } from './score/health-inputs.ts'
import { riskIndicators } from './score/risk-indicators.ts'

const weight = (usual: number, title: string, description: string) =>
  z
    .number()
    .min(0)
    .max(1)
    .default(usual)
    .meta({ title, description, rule: `${title.slice('Weight of '.length)} {value}`, stored: true })
const health = 'Weight in the health score, beside the others.'
const risk = 'Weight in the churn risk index, beside the others.'

const rising = ([zero, fifty, hundred]: readonly [number, number, number]) => (fifty - zero) * (hundred - fifty) > 0

/** What a company may want otherwise than another. */
export const settings = z
  .object({
    usageWeight: weight(0.4, 'Weight of product usage', health),
    supportWeight: weight(0.25, 'Weight of support', health),
    engagementWeight: weight(0.2, 'Weight of engagement', health),
    businessWeight: weight(0.15, 'Weight of business', health),
    goalposts: z
      .partialRecord(
        z.enum(keysOf(healthInputs)),
        z.tuple([z.number(), z.number(), z.number()]).refine(rising, 'the three values must rise, or fall'),
      )
      .default({})
      .meta({
        title: 'Goalposts',
        description: 'Of inputs of the health score: the values that are worth 0, 50 and 100 points.',
      }),
    leastCoverage: z.number().min(0).max(1).default(0.5).meta({
      title: 'Least coverage',
      description: 'So much of the weight must be known, from 0 to 1; else an account has no health score.',
      rule: '{value} of the weight known',
      stored: true,
    }),
    declineWeight: weight(0.3, 'Weight of health decline', risk),
    reductionWeight: weight(0.25, 'Weight of engagement reduction', risk),
    businessRiskWeight: weight(0.25, 'Weight of business risk', risk),
    threatsWeight: weight(0.2, 'Weight of competitive threats', risk),
    ramps: z
      .partialRecord(
        z.enum(keysOf(riskIndicators)),
        z.tuple([z.number(), z.number()]).refine(([none, full]) => none !== full, 'the two values must differ'),
      )
      .default({})
      .meta({
        title: 'Ramps',
        description: 'Of indicators of churn risk: the value that says nothing, and the one that says all.',
      }),
    churnWindowDays: z.int().min(1).max(730).default(90).meta({
      title: 'Churned accounts',
      description: 'A churned account is counted among all accounts for so long.',
      rule: 'churned in the last {value} days',
      stored: true,
      units: 'days',
    }),
    warnFromRisk: z.number().min(0).max(100).default(30).meta({
      title: 'Early warning',
      description: 'An account with a churn risk index from here on is on the list of early warnings.',
      units: 'points',
    }),
    gapDays: z.int().min(1).max(365).default(30).meta({
      title: 'Communication gap',
      description: 'An account without engagement for longer is on the list of early warnings.',
      rule: 'no engagement in {value} days',
      units: 'days',
    }),
    plans: z.string().max(500).default('free, pro, workflow, enterprise').meta({
      title: 'Plans',
      description: 'From the smallest to the largest. A feature is for its plan and all larger ones.',
    }),
  })
  .refine((given) => given.usageWeight + given.supportWeight + given.engagementWeight + given.businessWeight > 0, {
    path: ['usageWeight'],
    message: 'one group of the health score needs a weight',
  })
  .refine((given) => given.declineWeight + given.reductionWeight + given.businessRiskWeight + given.threatsWeight > 0, {
    path: ['declineWeight'],
    message: 'one group of the churn risk needs a weight',
  })
