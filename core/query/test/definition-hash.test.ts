import { sql } from 'kysely'
import { expect, test } from 'vitest'
import {
  count,
  derived,
  fact,
  funnel,
  ratio,
  ref,
  snapshot,
  sum,
  type EventRow,
  type FactSpec,
  type MetricSource,
} from '@tessera/plugin-api/server'
import { definitionHash } from '../src/definition-hash.ts'
import type { MetricModel } from '../src/index.ts'
import { model as world, sources } from './world.ts'

const spec: FactSpec<EventRow> = {
  name: 'events',
  table: 'x.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
}
const events = fact<EventRow>(spec)

function hashOf(source: MetricSource, others: Readonly<Record<string, MetricSource>> = {}): string {
  const known = world.metric('x.rows')
  if (!known) throw new Error('the world has rows')
  const metric: MetricModel['metric'] = (id) => {
    const other = others[id.slice(2)]
    return other && { ...known, source: other }
  }
  return definitionHash({ ...known, source }, { metric })
}

test('says the same of the same formula, and differs between all metrics of the test world', () => {
  expect(hashOf(count(fact<EventRow>(spec)))).toBe(hashOf(count(fact<EventRow>(spec))))
  const hashes = Object.values(sources).map((source) => hashOf(source, sources))
  expect(new Set(hashes).size).toBe(hashes.length)
})

test('changes with a condition, a value, a window, the conditions of steps, the time of the fact', () => {
  const steps = (second: string) =>
    funnel<EventRow>({
      fact: events,
      actor: 'user_id',
      window: { days: 1 },
      steps: [
        { title: 'One', where: (eb) => eb('event', '=', 'a') },
        { title: 'Two', where: (eb) => eb('event', '=', second) },
      ],
    }).step(2)
  const versions: MetricSource[] = [
    count(events),
    count(events, { where: (eb) => eb('event', '=', 'a') }),
    count(events, { where: (eb) => eb('event', '=', 'b') }),
    sum(events, () => sql`(properties ->> 'a')::numeric`),
    sum(events, () => sql`(properties ->> 'b')::numeric`),
    steps('b'),
    steps('c'),
    count(fact<EventRow>({ ...spec, time: { column: 'received_at', type: 'instant' } })),
    count(fact<EventRow>({ ...spec, where: (eb) => eb('event', '=', 'a') })),
    snapshot(fact<EventRow>({ ...spec, interval: { start: 'timestamp', end: 'received_at' } }), 'count'),
    snapshot(fact<EventRow>({ ...spec, interval: { start: 'timestamp', end: 'received_at' } }), 'count', {
      at: 'start',
    }),
  ]
  expect(new Set(versions.map((source) => hashOf(source))).size).toBe(versions.length)
})

test('does not change with titles, dimensions or columns shown with rows', () => {
  const wider = fact<EventRow>({ ...spec, dimensions: { event: 'event' }, drill: ['event'] })
  expect(hashOf(count(wider))).toBe(hashOf(count(events)))
})

test('changes with the metrics it rests on, and with what is done with them', () => {
  const rate = ratio(ref('a'), count(events))
  const a = count(events, { where: (eb) => eb('event', '=', 'a') })
  const b = count(events, { where: (eb) => eb('event', '=', 'b') })
  expect(hashOf(rate, { a })).not.toBe(hashOf(rate, { a: b }))
  const plus = derived({ a: ref('a') }, (n) => sql<number>`${n.a} + 1`)
  const minus = derived({ a: ref('a') }, (n) => sql<number>`${n.a} - 1`)
  expect(hashOf(plus, { a })).not.toBe(hashOf(minus, { a }))
  // a circle is refused when asked; it must not hang the start
  expect(hashOf(ref('loop') as never, { loop: ratio(ref('loop'), a) })).toMatch(/^[0-9a-f]{32}$/)
})
