import type { MetricInfo, MetricRule } from '@tessera/plugin-api/wire'
import { expect, test } from 'vitest'
import { followersOf } from './followers-of.ts'

const rule = (id: string): MetricRule => ({ id, title: id, kind: 'number', phrases: 'within {value} days' })
const metric = (id: string, ...rules: string[]) => ({ id, title: id, rules: rules.map(rule) }) as unknown as MetricInfo

test('the settings of one plugin are listed with all metrics that follow them, the most followed first', () => {
  const metrics = [
    metric('sales.won', 'sales.days'),
    metric('sales.lost', 'sales.days', 'sales.least'),
    metric('other.won', 'sales.least', 'sales-team.days', 'sales.least_of_all'),
    { id: 'sales.free', title: 'Free' } as unknown as MetricInfo,
    metric('other.lost', 'sales.least'),
  ]
  const followed = followersOf('sales', metrics).map((one) => [one.rule.id, ...one.metrics.map(({ id }) => id)])
  expect(followed).toEqual([
    ['sales.least', 'sales.lost', 'other.won', 'other.lost'],
    ['sales.days', 'sales.won', 'sales.lost'],
    ['sales.least_of_all', 'other.won'],
  ])
})
