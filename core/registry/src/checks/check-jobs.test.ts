import { expect, test } from 'vitest'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import type { World } from '../model/world.ts'
import { checkJobs as check } from './check-jobs.ts'

const right = { title: 'Nightly', per: 'tenant', timeout: '5m' }
const plugin = (spec: object, done: object = { nightly: async () => {} }) =>
  ({
    id: 'x',
    contract: { id: 'x', title: 'X', requires: { y: '*', gone: '*' }, tables: { rows: {} }, jobs: { nightly: spec } },
    server: { jobs: done },
  }) as unknown as LoadedPlugin

const contracts: Readonly<Record<string, unknown>> = { y: { tables: { deals: {} } }, z: { tables: { deals: {} } } }
const world = { contract: (id: string) => contracts[id] ?? null } as unknown as World
const checkJobs = (one: LoadedPlugin) => check(one, world)

test('a job that is whole passes', () => {
  expect(() => checkJobs(plugin({ ...right, schedule: { cron: '0 2 * * 1-5' }, retries: 0 }))).not.toThrow()
  expect(() => checkJobs(plugin({ ...right, follows: ['rows', 'y.deals', 'gone.anything'] }))).not.toThrow()
})

test.each([
  [{ ...right, title: ' ' }, undefined, 'it has no title'],
  [{ ...right, per: 'person' }, undefined, "'per' is 'person'"],
  [{ ...right, timeout: '5 minutes' }, undefined, 'its timeout'],
  [{ ...right, timeout: '25h' }, undefined, 'a day at most'],
  [{ ...right, timeout: '0s' }, undefined, 'its timeout'],
  [{ ...right, retries: 1.5 }, undefined, 'its retries'],
  [{ ...right, schedule: { cron: 'daily' } }, undefined, 'five fields'],
  [{ ...right, follows: ['row'] }, undefined, "did you mean 'rows'?"],
  [{ ...right, follows: ['y.leads'] }, undefined, 'no such table'],
  [{ ...right, follows: ['z.deals'] }, undefined, "'z' is not under 'requires'"],
  [{ ...right, follows: 'rows' }, undefined, "'follows' is no list"],
  [{ ...right, per: 'installation', follows: ['rows'] }, undefined, "goes with per: 'tenant'"],
  [right, {}, 'nobody does it'],
  [right, { nightly: async () => {}, nightli: async () => {} }, 'it is not in the contract'],
])('%j is refused with what is wrong', (spec, done, reason) => {
  expect(() => checkJobs(plugin(spec, done))).toThrow(reason)
})
