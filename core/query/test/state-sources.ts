import { sql } from 'kysely'
import { lastValue, share, ref, stock, weightedScore, type EventRow } from '@tessera/plugin-api/server'
import { amount, connections, events, eventsOfA, isEvent, spends } from './world-facts.ts'

const rank = () => sql<number>`6 + case properties ->> 'kind' when 'x' then 4 when 'y' then -2 end`

/** States at the end of each bucket: last values of entities, levels that rows raise and lower. */
export const stateSources = {
  last_total: lastValue(events, { entity: 'user_id', value: amount }),
  last_total_of_a: lastValue(events, { entity: 'user_id', value: amount, where: isEvent('a') }),
  last_a: lastValue(eventsOfA, { entity: 'user_id', value: amount }),
  last_share: share(ref('last_total')),
  last_mean: lastValue(events, { entity: 'user_id', value: amount, across: 'avg' }),
  last_smallest: lastValue(events, { entity: 'account_id', value: amount, across: 'min' }),
  last_largest: lastValue(events, { entity: 'account_id', value: amount, across: 'max', maxAge: { days: 1 } }),
  fresh_users: lastValue(events, { entity: 'user_id', across: 'count', maxAge: { days: 2 } }),
  // why: a plugin may name a column with its table
  valued_users: lastValue(events, {
    entity: 'user_id',
    value: () => sql<number | null>`(events.properties ->> 'amount')::numeric`,
    across: 'count',
  }),
  score: lastValue(events, {
    entity: 'user_id',
    value: weightedScore<EventRow>({
      amount: { weight: 2, value: () => sql<number | null>`(properties ->> 'amount')::numeric` },
      rank: { weight: 3, value: rank },
    }),
    across: 'avg',
  }),
  connected: lastValue(connections, { entity: 'user_id', across: 'count', ended: 'ended_at' }),
  connected_lately: lastValue(connections, {
    entity: 'user_id',
    across: 'count',
    ended: 'ended_at',
    maxAge: { days: 3 },
  }),
  // why: an end may be reckoned, as from a setting
  fresh_mean: lastValue(events, {
    entity: 'user_id',
    value: amount,
    across: 'avg',
    ended: () => sql`timestamp + make_interval(hours => 48)`,
  }),
  last_spend: lastValue(spends, { entity: 'provider', value: 'amount' }),
  fresh_spend: lastValue(spends, { entity: 'provider', value: 'amount', maxAge: { days: 2 } }),
  level: stock(events, amount),
  level_of_a: stock(events, () => sql`1`, { where: isEvent('a') }),
  spent: stock(spends, 'amount'),
}

/** Those of facts that know no other dimension than the provider. */
export const statesByProvider = ['connected', 'connected_lately', 'last_spend', 'fresh_spend', 'spent']
