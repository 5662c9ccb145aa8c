import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { describeServers } from '@tessera/test-kit'
import type { Filter } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../src/index.ts'
import { worldFrom } from './arbitrary.ts'
import { stateSources } from './state-sources.ts'
import { windowSources } from './window-sources.ts'
import { createWorld, fillWorld, model, tenants } from './world.ts'

const start = '2026-03-26'
const google: Filter = { member: 'x.provider', operator: 'equals', values: ['google', null] }
const names = [...Object.keys(windowSources), ...Object.keys(stateSources)]

describeServers('a filter of one metric', (open) => {
  let engine: QueryEngine
  const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  const time = { range: { from: start, to: '2026-04-02' }, grain: 'day' as const, timeZone: 'Europe/Berlin' }
  const ask = async (query: object) =>
    (await engine.run({ metrics: [], time, ...query }, { tenant, plugins: new Set(['x']) })).rows

  beforeAll(async () => {
    const database = await open()
    await createWorld(database)
    const [world] = fc.sample(fc.array(worldFrom(start), { minLength: 4, maxLength: 4 }), { numRuns: 1, seed: 7 })
    const all = (world ?? []).flatMap((part, n) => ({
      happenings: part.happenings.map((row) => ({ ...row, id: row.id.replace(/-8000-/, `-800${n}-`) })),
      lastings: part.lastings.map((row) => ({ ...row, id: row.id.replace(/-8000-/, `-800${n}-`) })),
      spendings: part.spendings.map((row) => ({ ...row, id: row.id.replace(/-8000-/, `-800${n}-`) })),
    }))
    await fillWorld(database, {
      happenings: all.flatMap((part) => part.happenings),
      lastings: all.flatMap((part) => part.lastings),
      spendings: all.flatMap((part) => part.spendings),
    })
    engine = createQueryEngine({ model, database, now: () => new Date('2026-04-01T12:00:00Z') })
  })

  test.each(names)('counts for %s as a filter of the whole query does, and for nothing beside it', async (name) => {
    const id = `x.${name}`
    const both = await ask({
      metrics: [
        { id, as: 'plain' },
        { id, as: 'narrowed', filters: google },
      ],
    })
    const whole = await ask({ metrics: [{ id }] })
    const narrowed = await ask({ metrics: [{ id }], filters: google })
    expect(both.map(([day, plain]) => [day, plain])).toEqual(whole)
    expect(both.map(([day, , value]) => [day, value])).toEqual(narrowed)
  })

  test('changes most of these numbers, or it would show nothing', async () => {
    const changed = await Promise.all(
      names.map(async (name) => {
        const metrics = [{ id: `x.${name}` }]
        return JSON.stringify(await ask({ metrics })) !== JSON.stringify(await ask({ metrics, filters: google }))
      }),
    )
    expect(changed.filter(Boolean).length).toBeGreaterThan(names.length * 0.75)
  })
})
