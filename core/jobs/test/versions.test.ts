import { expect, test } from 'vitest'
import { describeDatabases } from '@tessera/test-kit'
import { createJobQueue, type DefinedJob } from '../src/index.ts'
import { job, pace, startedQueue } from './made-jobs.ts'

const tenantId = '00000000-0000-7000-8000-00000000000a'
describeDatabases('jobs of two versions', (open) => {
  test('what one server does not know waits for the other', async () => {
    const database = await open()
    const told: string[] = []
    const [old, young] = [1, 2].map(() => createJobQueue({ database, pace, tenantsOf: async () => [] }))
    old?.define(job('i.old', async () => {}))
    const run: DefinedJob['run'] = async ({ input }) => void told.push(String(input))
    young?.define(job('i.new', run))
    // why: the first to start makes the queue; the second one only enqueues yet
    await old?.start()
    await young?.enqueue('i.new', { tenantId, input: 'done' })
    const last = async () => (await young?.runs({ job: 'i.new' }))?.[0]
    await expect.poll(async () => (await last())?.state, { timeout: 15_000 }).toBe('retrying')
    expect((await last())?.error).toMatch(/there is no job 'i.new'/)
    await old?.stop()
    await young?.start()
    await expect.poll(() => told, { timeout: 30_000 }).toEqual(['done'])
    await young?.stop()
  }, 60_000)

  test('are scheduled as the version of now has them, with its timeout and retries', async () => {
    const database = await open()
    const nightly = (more: Partial<DefinedJob>) =>
      job('g.changed', async () => {}, { schedule: { cron: '0 2 * * *', zone: 'UTC' }, per: 'installation', ...more })
    const made = async () => {
      const { rows } = await database.pool.query(`select options from jobs.schedule where key like 'g.changed/%'`)
      return rows.map(({ options: { expireInSeconds, retryLimit } }) => [expireInSeconds, retryLimit] as const)
    }
    const first = await startedQueue(database, [nightly({ timeoutSeconds: 30, retries: 0 })])
    expect(await made()).toEqual([[35, 0]])
    await first.stop()
    const second = await startedQueue(database, [nightly({ timeoutSeconds: 7_200, retries: 2 })])
    expect(await made()).toEqual([[7_205, 2]])
    await second.stop()
  }, 30_000)
})
