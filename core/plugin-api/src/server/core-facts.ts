import { entity } from './fact.ts'

/** `core.events`: what programs post to `/api/v1/events`. Any plugin may build facts on it. */
export interface EventRow {
  readonly tenant_id: string
  readonly timestamp: Date
  readonly event_id: string
  readonly event: string
  readonly user_id: string | null
  readonly account_id: string | null
  readonly session_id: string | null
  readonly properties: Record<string, unknown>
  readonly received_at: Date
}

/** `core.accounts`: the customers of a tenant. */
export interface AccountRow {
  readonly tenant_id: string
  readonly account_id: string
  readonly name: string
  readonly segment: string | null
  readonly plan_tier: string | null
  readonly industry: string | null
  readonly region: string | null
  readonly country: string | null
  readonly created_at: Date
  readonly churned_at: Date | null
}

/** `core.users`: the people of those customers. */
export interface UserRow {
  readonly tenant_id: string
  readonly user_id: string
  readonly account_id: string | null
  readonly subscription_tier: string
  readonly role: string | null
  readonly created_at: Date
  readonly last_seen_at: Date | null
  readonly deleted_at: Date | null
}

/** Accounts as an entity; join a fact to it by its account id to break down by account, segment, plan, industry, region or country. */
export const accounts = entity<AccountRow>({
  name: 'account',
  table: 'core.accounts',
  key: 'account_id',
  dimensions: {
    'core.account': 'account_id',
    'core.segment': 'segment',
    'core.plan_tier': 'plan_tier',
    'core.industry': 'industry',
    'core.region': 'region',
    'core.country': 'country',
  },
})

/** Users as an entity; join a fact to it by its user id to break down by subscription tier or role. */
export const users = entity<UserRow>({
  name: 'user',
  table: 'core.users',
  key: 'user_id',
  pii: true,
  dimensions: { 'core.subscription_tier': 'subscription_tier', 'core.user_role': 'role' },
})
