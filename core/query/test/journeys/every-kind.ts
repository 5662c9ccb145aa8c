import {
  conversions,
  count,
  cumulative,
  distinct,
  funnel,
  lastValue,
  lifecycle,
  lost,
  movements,
  percentile,
  retention,
  rolling,
  snapshot,
  stock,
  survival,
  type MetricSource,
} from '@tessera/plugin-api/server'
import { facts, isEvent } from './world.ts'

const path = (fact: typeof facts.visits | typeof facts.days) =>
  funnel({
    fact,
    actor: 'user_id',
    window: { days: 30 },
    steps: ['a', 'b'].map((event) => ({ title: event, where: isEvent(event) })),
  })

const returns = (fact: typeof facts.visits | typeof facts.days, unit: 'day' | 'week' | 'month') =>
  retention({ fact, actor: 'user_id', start: isEvent('a'), back: isEvent('b'), unit, periods: 12 })

const lives = (fact: typeof facts.visits | typeof facts.days) => lifecycle({ fact, actor: 'user_id' })

/** A measure of every kind, of facts dated by instant and by day. */
export const everyKind: Readonly<Record<string, MetricSource>> = {
  rows: count(facts.visits),
  days: count(facts.days),
  people: distinct(facts.visits, 'user_id'),
  week: rolling(count(facts.visits), { last: 7, unit: 'day' }),
  week_of_days: rolling(count(facts.days), { last: 1, unit: 'week' }),
  hours: rolling(count(facts.visits), { last: 36, unit: 'hour' }),
  year: cumulative(count(facts.visits), { startOf: 'year' }),
  ever: cumulative(count(facts.visits)),
  people_of_month: rolling(distinct(facts.visits, 'user_id'), { last: 1, unit: 'month' }),
  median_of_quarter: rolling(percentile(facts.lines, 'value', { fraction: 0.5 }), { last: 1, unit: 'quarter' }),
  open: snapshot(facts.lines, 'count'),
  open_terms: snapshot(facts.terms, 'count', { at: 'start' }),
  gone: lost(facts.lines, 'count'),
  survived: survival(facts.lines, { after: { days: 90 } }),
  level: stock(facts.lines, 'value'),
  last: lastValue(facts.lines, { entity: 'account_id', value: 'value' }),
  fresh: lastValue(facts.terms, { entity: 'account_id', value: 'value', maxAge: { days: 30 } }),
  credited: conversions(facts.visits, {
    where: isEvent('a'),
    converted: { fact: facts.visits, where: isEvent('b') },
    actor: 'user_id',
    window: { days: 30 },
  }),
  funnel: path(facts.visits).step(2),
  entries: path(facts.days).step(2, { count: 'entries' }),
  time: path(facts.visits).time(2),
  back_by_day: returns(facts.visits, 'day').at(1),
  back_by_week: returns(facts.days, 'week').at(12),
  back_by_month: returns(facts.visits, 'month').at(3),
  new: lives(facts.visits).new(),
  churned: lives(facts.days).churned(),
  moved: movements(facts.lines, { entity: 'account_id', value: 'value' }).expansion(),
  ended: movements(facts.terms, { entity: 'account_id', value: 'value' }).churned(),
}
