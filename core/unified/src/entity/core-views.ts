import type { EntityView } from '@tessera/database'
import { isSwitchedOn, ofCore } from './sql-text.ts'

/** The catalogue, and what core keeps of customers and their users. Nothing in them tells who a person is. */
export const coreViews: Readonly<Record<string, EntityView>> = {
  metrics: ofCore(`
    select m.metric_id, m.domain, m.metric_name, m.title, m.description, m.unit, m.direction, 'tier_' || m.tier as importance_tier,
      m.additivity, m.kind, m.formula, m.owner, m.version, m.target_op, m.target_value, m.target_days, m.entity_type, m.dimensions
    from core.metric_catalogue m where ${isSwitchedOn('m')}`),
  dimensions: ofCore(`
    select d.dimension_id, d.title, d.description, d.type, d.is_personal
    from core.dimension_catalogue d where ${isSwitchedOn('d')}`),
  customers: ofCore(`
    select tenant_id, account_id as customer_id, name as customer_name, segment as customer_segment, plan_tier as customer_tier,
      industry, region, country, created_at, churned_at from core.accounts`),
  users: ofCore(`
    select tenant_id, user_id, account_id, subscription_tier, role, created_at, last_seen_at, deleted_at from core.users`),
  events: ofCore(`
    select tenant_id, "timestamp", event_id, event, user_id, account_id, session_id, properties, received_at from core.events`),
}
