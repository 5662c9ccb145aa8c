import { sql, type SqlBool } from 'kysely'
import { expect, test } from 'vitest'
import { retention, type MetricSource } from '@tessera/plugin-api/server'
import { gatherDefinitions } from '../../src/rollup/gather-definitions.ts'
import { keptLeaves } from '../kept-leaves.ts'
import { lifecycleSources, retentionSources } from './journey-sources.ts'
import { facts, isEvent, modelOf } from './world.ts'

const base = { fact: facts.visits, start: isEvent('a'), back: isEvent('b'), unit: 'day', periods: 1 } as const
const sources: Readonly<Record<string, MetricSource>> = {
  ...retentionSources,
  ...lifecycleSources,
  by_provider: retention({ ...base, actor: 'provider' }).at(1),
  since_bounds: retention({
    ...base,
    actor: 'user_id',
    back: (_, { from }) => sql<SqlBool>`event = 'b' and at > ${from}`,
  }).at(1),
}
const model = modelOf(sources)
const metrics = Object.keys(sources).flatMap((name) => model.metric(`x.${name}`) ?? [])
const { definitions } = gatherDefinitions(metrics, () => 'journey')
const named = (name: string) => definitions.filter(({ id }) => id === name)
const daily = { model, definitions: named('x.visits.users_daily') }
const file = (name: string) => `../../../../docs/reference/rollups/${name}.sql`
const hour = { from: Date.parse('2026-10-20T10:00:00Z'), to: Date.parse('2026-10-20T11:00:00Z') }
const kolkata = { range: { from: '2026-10-01', to: '2026-10-31' }, timeZone: 'Asia/Kolkata' }

test('a retention from a rollup does not read the rows while nothing changed', async () => {
  const { text, sources: read } = keptLeaves(daily, 'daily_at1')
  await expect(text).toMatchFileSnapshot(file('retention'))
  expect(text).not.toContain('"journey"."visits"')
  expect(read).toMatchObject([{ kind: 'rollup', reason: 'rollup x.visits.users_daily serves all of it' }])
  const rows = keptLeaves({ ...daily, changes: [hour] }, 'daily_at1')
  expect(rows.text.match(/from "journey"."visits"/g)).toHaveLength(2)
  expect(rows.sources).toMatchObject([{ kind: 'mixed' }])
})

test('a lifecycle from a rollup does not read the rows while nothing changed', async () => {
  const { text, sources: read } = keptLeaves(daily, 'visits_churned')
  await expect(text).toMatchFileSnapshot(file('lifecycle'))
  expect(text).not.toContain('"journey"."visits"')
  const whole = { kind: 'rollup', reason: 'rollup x.visits.users_daily serves all of it' }
  // why: its groups are those of all rows, and are read beside
  expect(read).toMatchObject([whole, whole])
  const rows = keptLeaves({ ...daily, changes: [hour] }, 'visits_churned')
  expect(rows.text.match(/from "journey"."visits"/g)).toHaveLength(2)
  expect(rows.sources).toMatchObject([{ kind: 'mixed' }, { kind: 'mixed' }])
})

test('a change before the range counts where the first start is that of ever', () => {
  const long = { from: Date.parse('2020-02-02T10:00:00Z'), to: Date.parse('2020-02-02T11:00:00Z') }
  const changed = { ...daily, changes: [long] }
  expect(keptLeaves(changed, 'daily_at1').sources).toMatchObject([{ kind: 'mixed' }])
  expect(keptLeaves(changed, 'ranged_at1').sources).toMatchObject([{ kind: 'rollup' }])
  expect(keptLeaves(changed, 'visits_new').sources).toMatchObject([{ kind: 'mixed' }, { kind: 'rollup' }])
})

test('the reason says why rows are read', () => {
  const reasonOf = (asked: Parameters<typeof keptLeaves>) => keptLeaves(...asked).sources.map(({ reason }) => reason)
  const short = { model, definitions: named('x.visits.users_short') }
  expect(reasonOf([short, 'daily_at1', { dimensions: ['x.kind'] }])).toEqual([
    "'x.kind' is not in rollup x.visits.users_short",
  ])
  expect(reasonOf([daily, 'by_provider'])).toEqual(['no rollup of visits keeps each provider'])
  expect(reasonOf([daily, 'since_bounds'])).toEqual([
    "rollup x.visits.users_daily cannot keep the conditions of 'x.since_bounds'",
  ])
  const kindMissing = "'x.kind' is not in rollup x.visits.users_short"
  expect(reasonOf([short, 'visits_new', { dimensions: ['x.kind'] }])).toEqual([kindMissing, kindMissing])
  expect(reasonOf([daily, 'dated_at1'])).toEqual(["no rollup of days can be kept; 'tessera rollup list' says why"])
  expect(reasonOf([daily, 'daily_at1', { time: { ...kolkata, grain: 'day' } }])).toEqual([
    'asked by other buckets in Asia/Kolkata, rollup x.visits.users_daily is by days of Europe/Berlin',
  ])
})

test('units of another zone are read from the rollup but for the days that lie across their bounds', () => {
  const { sources: read } = keptLeaves(daily, 'monthly_at1', { time: kolkata, dimensions: [] })
  expect(read).toMatchObject([{ kind: 'mixed', id: 'x.visits.users_daily' }])
})
