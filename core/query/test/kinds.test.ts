import { expect, test } from 'vitest'
import { leafText } from './leaf-text.ts'
import { model } from './world.ts'

/** The files that docs/guides/metric-kinds.md shows. */
const shown = {
  count: 'rows_a',
  sum: 'total',
  mean: 'mean',
  distinct: 'users',
  percentile: 'ninetieth',
  'approximate-distinct': 'about_users',
  'approximate-percentile': 'about_ninetieth',
  ratio: 'a_per_b',
  'ratio-of-two-facts': 'cost_per_a',
  snapshot: 'open_users',
  lost: 'gone',
  survival: 'survived',
  cumulative: 'this_month',
  rolling: 'active_users',
  'last-value': 'last_total',
  'last-value-with-end': 'connected_lately',
  stock: 'level',
  conversions: 'led_last',
  funnel: 'conversion',
}

test.each(Object.entries(shown))('SQL of %s', async (name, metric) => {
  await expect(leafText(model, metric)).toMatchFileSnapshot(`../../../docs/reference/kinds/${name}.sql`)
})

test('SQL of totals', async () => {
  const text = leafText(model, 'a_per_b', { totals: [['time']] })
  await expect(text).toMatchFileSnapshot('../../../docs/reference/kinds/totals.sql')
})
