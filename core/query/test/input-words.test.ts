import { count, distinct, fact, lastValue, lost, ratio, rolling, snapshot, sum } from '@tessera/plugin-api/server'
import { expect, test } from 'vitest'
import { inputWords } from '../src/input-words.ts'

interface Row {
  readonly id: string
  readonly user_id: string
  readonly amount: number
  readonly state: string
  readonly began_at: Date
  readonly ended_at: Date | null
}
const activity = fact<Row>({
  name: 'sales_activity',
  table: 'shop.activity',
  key: ['id'],
  time: { column: 'began_at', type: 'instant' },
  interval: { start: 'began_at', end: 'ended_at' },
})
const deal = fact<Row>({ name: 'deal', table: 'shop.deal', key: ['id'], time: { column: 'began_at', type: 'instant' } })

test('an input that is no metric is told by what it counts', () => {
  const won = count(deal, { where: (eb) => eb('state', '=', 'won') })
  const words = [
    won,
    count(activity),
    sum(deal, 'amount'),
    distinct(deal, 'user_id', {
      where: (eb) =>
        eb(
          'state',
          'in',
          Array.from({ length: 30 }, (_, at) => `state ${at}`),
        ),
    }),
    rolling(distinct(deal, 'user_id'), { last: 30, unit: 'day' }),
    snapshot(activity, 'count', { at: 'start' }),
    lost(activity, { distinct: 'user_id' }),
    lastValue(deal, { entity: 'user_id', value: 'amount', across: 'sum' }),
    lastValue(deal, { entity: 'user_id', across: 'count' }),
    ratio(won, count(deal)),
  ].map(inputWords)
  expect(words).toEqual([
    "Deals where state = 'won'",
    'Sales activities',
    'Sum of amount of deals',
    'Different user id of deals, some of them',
    'Different user id of deals, of 30 days',
    'Sales activities at the start',
    'Different user id of sales activities that ended',
    'Sum of last amount of deals',
    'Users by their last deal',
    null,
  ])
})
