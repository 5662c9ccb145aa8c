import { externalId } from '@tessera/plugin-api/server'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { keysOf, revenueEvents } from '../../choices.ts'
import { saasErrors } from '../errors.ts'
import { at, kept, metadata, ownId, procedure, whose } from './procedure.ts'

const periods = { daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' } as const
const statuses = {
  subscription_started: 'active',
  subscription_changed: 'active',
  subscription_canceled: 'canceled',
} as const
const id = z.string().min(1).max(200)

/**
 * Records a revenue event, once by its id or that of Stripe. The begin, change or end of a subscription is a change of that subscription
 * too: of the one named, else of the team's, the account's or the user's own. Of changes of one moment the one told last holds, and an end
 * over all.
 */
export const revenueEvent = procedure
  .needs('record')
  .meta({ openapi: { method: 'POST', path: '/api/saas-metrics/revenue-events', summary: 'Record a revenue event' } })
  .input(
    z.object({
      eventId: ownId,
      eventType: z.enum(keysOf(revenueEvents)),
      ...whose,
      teamId: id.nullish(),
      subscriptionId: id.optional(),
      planId: id.default('unknown'),
      amount: z.number().min(0).max(1e12),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      billingPeriod: z.enum(['daily', 'weekly', 'monthly', 'yearly']).default('monthly'),
      stripeEventId: id.optional(),
      termEndsAt: at,
      reason: z.string().min(1).max(100).optional(),
      at,
      metadata,
    }),
  )
  .output(z.object({ eventId: z.string(), isNew: z.boolean() }))
  .mutation(async ({ ctx, input }) => {
    const { eventType, teamId, amount, currency = null, billingPeriod, stripeEventId = null, planId } = input
    const eventId = input.eventId ?? stripeEventId ?? randomUUID()
    const { userId, accountId: named } = kept(input)
    const owner = input.accountId ?? teamId ?? input.userId
    if (!owner) throw saasErrors('owner_missing', {})
    const accountId = named ?? externalId('account', owner)
    const subscriptionId = input.subscriptionId ?? `of ${owner}`
    const status = eventType in statuses ? statuses[eventType as keyof typeof statuses] : null
    const moment = input.at ?? ctx.clock.now().toISOString()
    const isNew = await ctx.transaction(async (db) => {
      const { numAffectedRows = 0n } = await sql`
        insert into saas_metrics.revenue_events (tenant_id, event_id, event_type, user_id, team_id, account_id, subscription_id,
          amount, currency, billing_period, stripe_event_id, occurred_at, metadata)
        values (${ctx.tenant.id}, ${eventId}, ${eventType}, ${userId}, ${teamId ?? null}, ${accountId}, ${subscriptionId},
          ${amount}, ${currency}, ${billingPeriod}, ${stripeEventId}, ${moment},
          ${input.metadata ? JSON.stringify(input.metadata) : null}::jsonb)
        on conflict do nothing`.execute(db)
      if (numAffectedRows === 0n || status === null) return numAffectedRows > 0n
      await sql`
        insert into saas_metrics.subscription_changes as known (tenant_id, subscription_id, changed_at, account_id, plan_id, status,
          billing_interval, interval_count, amount, currency, term_ends_at, canceled_at, reason)
        values (${ctx.tenant.id}, ${subscriptionId}, ${moment}, ${accountId}, ${planId}, ${status}, ${periods[billingPeriod]}, 1,
          ${amount}, ${currency}, ${input.termEndsAt ?? null}, ${status === 'canceled' ? moment : null}::timestamptz,
          ${input.reason ?? null})
        on conflict (tenant_id, subscription_id, changed_at) do update set account_id = excluded.account_id, plan_id = excluded.plan_id,
          status = excluded.status, billing_interval = excluded.billing_interval, interval_count = 1, amount = excluded.amount,
          currency = excluded.currency, term_ends_at = excluded.term_ends_at, canceled_at = excluded.canceled_at, reason = excluded.reason
        where known.status <> 'canceled' or excluded.status = 'canceled'`.execute(db)
      return true
    })
    return { eventId, isNew }
  })
