import { expect, test } from 'vitest'
import {
  count,
  derived,
  distinct,
  fact,
  ratio,
  ref,
  share,
  type EventRow,
  type MetricSource,
} from '@tessera/plugin-api/server'
import { metricQuerySchema } from '@tessera/plugin-api/wire'
import { resolveQuery } from '../src/resolve/resolve-query.ts'
import type { MetricModel } from '../src/index.ts'
import { model as world } from './world.ts'

const events = fact<EventRow>({
  name: 'events',
  table: 'x.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
})
const sources: Record<string, MetricSource | null> = {
  'y.share_of_users': share(distinct(events, 'user_id')),
  'y.share_of_ratio': share(ref('rate')),
  'y.rate': ratio(count(events), count(events)),
  'y.loop': derived({ other: ref('pool') }, ({ other }) => other),
  'y.pool': ratio(ref('loop'), count(events)),
  'y.later': null,
  'y.uses_later': ratio(ref('later'), count(events)),
}
const model: MetricModel = {
  ...world,
  metric: (id) => {
    const known = world.metric('x.rows')
    return id in sources && known
      ? { info: { ...known.info, id }, source: sources[id] ?? null, sourcePlugin: 'y' }
      : undefined
  },
}
const tenant = { id: '', slug: 't', name: 'T', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }

function codeOf(id: string): string | null {
  try {
    const query = metricQuerySchema.parse({ metrics: [{ id }] })
    resolveQuery(query, model, { context: { tenant, plugins: new Set(['y']) }, now: new Date(0) })
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('a share of something that must not be added up is refused', () => {
  expect(codeOf('y.share_of_users')).toBe('non_additive_total')
  expect(codeOf('y.share_of_ratio')).toBe('non_additive_total')
})

test('metrics defined by each other, or by one without source, are refused', () => {
  expect(codeOf('y.loop')).toBe('metric_cycle')
  expect(codeOf('y.later')).toBe('needs_source')
  expect(codeOf('y.uses_later')).toBe('needs_source')
})
