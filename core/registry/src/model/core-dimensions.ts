import { dimension, type DimensionSpec } from '@tessera/plugin-api'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)

const tiers = { free: 'Free', pro: 'Pro', workflow: 'Workflow', enterprise: 'Enterprise' }

/**
 * Dimensions of core's own entities, accounts and users: any fact joined to them has these. `period` is of no fact: metrics of
 * a retention by period have it. `weekday` and `hour_of_day` are of the time of a fact's rows.
 */
export const coreDimensions: Readonly<Record<string, DimensionSpec>> = {
  account: dimension({ title: 'Account', description: 'Id of the account' }),
  segment: dimension({
    title: 'Segment',
    description: 'Segment of the account',
    labels: { enterprise: 'Enterprise', mid_market: 'Mid-market', smb: 'Small business' },
  }),
  plan_tier: dimension({ title: 'Plan tier', description: 'Plan of the account', labels: tiers }),
  industry: dimension({ title: 'Industry', description: 'Industry of the account' }),
  region: dimension({ title: 'Region', description: 'Region of the account' }),
  country: dimension({ title: 'Country', description: 'Country of the account' }),
  subscription_tier: dimension({ title: 'Subscription tier', description: 'Subscription of the user', labels: tiers }),
  user_role: dimension({
    title: 'User role',
    description: 'Role of the user',
    labels: { admin: 'Admin', member: 'Member', viewer: 'Viewer' },
  }),
  period: dimension({
    title: 'Period',
    description: 'Periods since the cohort began, of metrics of retention by period',
    type: 'number',
  }),
  weekday: dimension({
    title: 'Weekday',
    description: 'Day of the week in the time zone of the question, 1 Monday to 7 Sunday wherever weeks start',
    type: 'number',
    labels: Object.fromEntries(weekdays.map((title, index) => [String(index + 1), title])),
  }),
  hour_of_day: dimension({
    title: 'Hour of day',
    description:
      'Hour the clock shows in the time zone of the question, 0 to 23; an hour shown twice is one, facts dated by day have none',
    type: 'number',
    labels: Object.fromEntries(hours.map((title, hour) => [String(hour), title])),
  }),
}
