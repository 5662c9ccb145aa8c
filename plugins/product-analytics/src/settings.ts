import { z } from 'zod'

/** Rules that companies set otherwise. */
export const settings = z
  .object({
    idleMinutes: z.int().min(1).max(1440).default(30).meta({
      title: 'Idle time',
      description: 'A session ends when nothing happens for longer.',
      units: 'minutes',
      rule: 'a session ends after {value} idle minutes',
      stored: true,
    }),
    powerDays: z.int().min(2).max(30).default(20).meta({
      title: 'Power users',
      description: 'Active on so many of the last 30 days, or more.',
      units: 'days',
      rule: 'power users: {value} of 30 days',
    }),
    regularDays: z.int().min(2).max(30).default(8).meta({
      title: 'Regular users',
      description: 'Active on so many of the last 30 days, or more.',
      units: 'days',
      rule: 'regular users: {value} of 30 days',
    }),
    tiers: z.string().max(500).default('free, pro, workflow, enterprise').meta({
      title: 'Plans',
      description: 'From the smallest to the largest. A feature is for its plan and all larger ones.',
      rule: 'plans: {value}',
    }),
  })
  .refine(({ regularDays, powerDays }) => regularDays < powerDays, {
    path: ['regularDays'],
    message: 'regular users need fewer days than power users',
  })
