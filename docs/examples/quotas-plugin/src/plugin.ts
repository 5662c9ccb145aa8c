import { definePlugin, event, job, page, permission, secret, topic, webhook } from '@tessera/plugin-api'
import { z } from 'zod'
import { planners, sources } from './extend.ts'
import { alerts, dashboards, dimensions, metrics, panels, segments } from './metrics.ts'
import { tables } from './tables.ts'

/** What each team is to sell in a year, and who may say so. */
export const plugin = definePlugin({
  id: 'quotas',
  title: 'Quotas',
  description: 'What each team is to sell in a year.',
  domain: 'sales',
  icon: 'target',
  settings: z.object({
    largest: z
      .number()
      .positive()
      .default(1_000_000)
      .meta({ title: 'Largest quota', description: 'A quota above it is taken for a slip.', units: 'EUR' }),
    decimals: z.boolean().default(false).meta({ title: 'Cents', description: 'Quotas may have cents.' }),
    crmAddress: z.url().default('https://crm.example').meta({ title: 'Address of the CRM' }),
    crmToken: secret({ title: 'CRM token', description: 'It may read quotas.' }),
    crmSigningKey: secret({ title: 'Signing key of the CRM', description: 'It signs what the CRM sends here.' }),
  }),
  dimensions,
  metrics,
  segments,
  panels,
  dashboards,
  alerts,
  events: {
    quotas_deal_won: event({
      title: 'Deal won',
      description: 'what a team has sold',
      example: { team: 'North', amount: 1500, kind: 'new' },
    }),
  },
  tables,
  extensionPoints: [sources, planners],
  permissions: {
    edit_quota: permission({
      title: 'Edit quotas',
      description: 'Set and change what a team is to sell in a year.',
      roles: ['editor', 'admin'],
    }),
  },
  jobs: {
    carry_over: job({
      title: 'Carry quotas over',
      description: 'Gives teams without a quota for the new year that of the year before.',
      per: 'tenant',
      schedule: { cron: '0 4 1 1 *' },
      timeout: '1m',
    }),
    forget_old: job({
      title: 'Forget old quotas',
      description: 'Deletes quotas of more than ten years ago.',
      per: 'installation',
      schedule: { cron: '30 2 1 * *' },
      timeout: '5m',
    }),
    weekly: job({
      title: 'Attainment of the week',
      description: 'Mails each Monday what was sold this year to the admins.',
      per: 'tenant',
      schedule: { cron: '0 7 * * 1' },
      timeout: '2m',
    }),
    pull: job({
      title: 'Pull quotas',
      description: 'Fetches the quotas that the CRM has.',
      per: 'tenant',
      timeout: '2m',
    }),
  },
  webhooks: {
    crm: webhook({
      title: 'Quotas changed in the CRM',
      description: 'Enter it in the CRM under Integrations, and its signing key under Settings here.',
    }),
  },
  mail: { to: 'members' },
  topics: {
    quota_set: topic({
      title: 'A quota was set',
      data: z.object({ year: z.int(), team: z.string() }),
    }),
  },
  pages: {
    quotas: page({ title: 'Quotas', path: 'quotas/:year?', icon: 'target', nav: { order: 10 } }),
    new_quota: page({ title: 'Set a quota', path: 'set', icon: 'wrench', nav: { order: 20 }, needs: 'edit_quota' }),
  },
})
