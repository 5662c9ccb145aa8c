import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { openDatabase, type Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { createJobQueue, forgetRuns, type JobQueue, type DefinedJob, type JobWork } from '../src/index.ts'
import { job, pace, startedQueue } from './made-jobs.ts'

const acme = { id: '00000000-0000-7000-8000-00000000000a', timeZone: 'America/New_York' }
const globex = { id: '00000000-0000-7000-8000-00000000000b', timeZone: 'Europe/Berlin' }
/** A run that ends when it is told to. */
function held() {
  const begun: JobWork[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const run = async (work: JobWork) => {
    begun.push(work)
    await promise
  }
  return { begun, run, end: resolve }
}

describeDatabases('jobs', (open) => {
  let database: Database
  // why: a run that is taken by a queue that does not know it is put back, and tried again later
  const ends = (queue: JobQueue) => onTestFinished(() => queue.stop())
  const started = async (...specs: DefinedJob[]) => {
    const queue = await startedQueue(database, specs, { tenantsOf: async () => [acme, globex] })
    ends(queue)
    return queue
  }
  beforeAll(async () => {
    database = await open()
  })

  test('of a tenant are forgotten when asked to, those of others stay', async () => {
    const queue = await started(job('f.later', async () => {}))
    const after = new Date(Date.now() + 86_400_000)
    for (const { id: tenantId } of [acme, globex]) await queue.enqueue('f.later', { tenantId, after, input: { n: 1 } })
    await forgetRuns(database.owner, acme.id)
    expect(await queue.runs({ job: 'f.later' })).toMatchObject([{ tenantId: globex.id }])
  })

  test('leave no secret in the reason they failed for, nor in what they told', async () => {
    const hide = (text: string) => text.replaceAll('tok-5d1f', '***')
    const queue = createJobQueue({ database, pace, hide, tenantsOf: async () => [] })
    queue.define(
      job('a.leak', async (work) => {
        await work.progress(0.5, 'asked with tok-5d1f')
        throw Object.assign(new Error('401 for tok-5d1f'), { request: { token: 'tok-5d1f' } })
      }),
    )
    await queue.start()
    await queue.enqueue('a.leak', { tenantId: acme.id })
    await expect.poll(async () => (await queue.runs({ job: 'a.leak' }))[0]?.state, { timeout: 10_000 }).toBe('failed')
    expect(await queue.runs({ job: 'a.leak' })).toMatchObject([{ error: '401 for ***', note: 'asked with ***' }])
    const { rows } = await database.pool.query(`select output::text from jobs.job where data ->> 'job' = 'a.leak'`)
    expect(JSON.stringify(rows)).not.toContain('5d1f')
    await queue.stop()
  })

  test('run once, for their tenant, with what they were given, and leave a history', async () => {
    const seen: JobWork[] = []
    const queue = await started(
      job('a.greet', async (work) => {
        seen.push(work)
        await work.progress(0.5, 'half of it')
      }),
    )
    const run = await queue.enqueue('a.greet', { tenantId: acme.id, input: { name: 'Ann' } })
    await expect.poll(async () => (await queue.runs({ job: 'a.greet' }))[0]?.state, { timeout: 10_000 }).toBe('done')
    expect(seen).toMatchObject([{ tenantId: acme.id, input: { name: 'Ann' }, attempt: 1 }])
    expect(await queue.runs({ job: 'a.greet', tenantId: acme.id })).toMatchObject([
      { id: run, state: 'done', attempts: 1, progress: 0.5, note: 'half of it', error: null },
    ])
    expect(await queue.runs({ job: 'a.greet', tenantId: globex.id })).toEqual([])
    await queue.stop()
  }, 30_000)

  test('with one key wait or run once, and again when that is over; of each tenant by itself', async () => {
    const { begun, run, end } = held()
    const queue = await started(job('b.slow', run))
    const first = await queue.enqueue('b.slow', { tenantId: acme.id, key: 'x' })
    expect(first).not.toBeNull()
    expect(await queue.enqueue('b.slow', { tenantId: acme.id, key: 'x' })).toBeNull()
    await expect.poll(() => begun.length, { timeout: 10_000 }).toBe(1)
    expect(await queue.enqueue('b.slow', { tenantId: acme.id, key: 'x' })).toBeNull()
    expect(await queue.enqueue('b.slow', { tenantId: globex.id, key: 'x' })).not.toBeNull()
    end()
    const stateOf = async () => (await queue.runs({ job: 'b.slow', tenantId: acme.id })).map(({ state }) => state)
    await expect.poll(stateOf, { timeout: 10_000 }).toEqual(['done'])
    expect(await queue.enqueue('b.slow', { tenantId: acme.id, key: 'x' })).not.toBeNull()
    await queue.stop()
  }, 30_000)

  test('are tried again after a failure, later each time, and then have failed with the reason', async () => {
    const attempts: number[] = []
    const failures: string[] = []
    const queue = createJobQueue({
      database,
      pace,
      tenantsOf: async () => [],
      onFailure: ({ error }) => failures.push((error as Error).message),
    })
    ends(queue)
    queue.define(
      job(
        'c.fails',
        async ({ attempt }) => {
          attempts.push(attempt)
          throw new Error(`no luck at try ${attempt}`)
        },
        { retries: 1 },
      ),
    )
    await queue.start()
    await queue.enqueue('c.fails', { tenantId: acme.id })
    const last = async () => (await queue.runs({ job: 'c.fails' }))[0]
    await expect.poll(async () => (await last())?.state, { timeout: 20_000 }).toBe('failed')
    expect(attempts).toEqual([1, 2])
    expect(failures).toEqual(['no luck at try 1', 'no luck at try 2'])
    expect(await last()).toMatchObject({ attempts: 2, error: 'no luck at try 2' })
    await queue.stop()
  }, 40_000)

  test('that do not end are ended by their timeout, and told', async () => {
    const signals: AbortSignal[] = []
    const queue = await started(
      job(
        'd.stuck',
        async ({ signal }) => {
          signals.push(signal)
          await new Promise(() => {})
        },
        { timeoutSeconds: 1 },
      ),
    )
    await queue.enqueue('d.stuck', { tenantId: acme.id })
    const last = async () => (await queue.runs({ job: 'd.stuck' }))[0]
    await expect.poll(async () => (await last())?.state, { timeout: 15_000 }).toBe('failed')
    expect((await last())?.error).toMatch(/took longer than its 1 s/)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    await queue.stop()
  }, 30_000)

  test('that wait are cancelled before they run, and those that run are told', async () => {
    const { begun, run, end } = held()
    const queue = await started(job('e.cancelled', run))
    const later = await queue.enqueue('e.cancelled', { tenantId: acme.id, after: new Date(Date.now() + 3_600_000) })
    await queue.cancel(later ?? '')
    const now = await queue.enqueue('e.cancelled', { tenantId: acme.id })
    await expect.poll(() => begun.length, { timeout: 10_000 }).toBe(1)
    await queue.cancel(now ?? '')
    await expect.poll(() => begun[0]?.signal.aborted, { timeout: 15_000 }).toBe(true)
    expect((await queue.runs({ job: 'e.cancelled' })).map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
    await expect(queue.cancel('none')).rejects.toMatchObject({ code: 'job_run_unknown', status: 404 })
    end()
    await queue.stop()
  }, 40_000)

  test('are refused by name where they are not known, or lack or have a tenant', async () => {
    const queue = await started(
      job('f.each', async () => {}),
      job('f.all', async () => {}, { per: 'installation' }),
    )
    const codeOf = (work: Promise<unknown>) => work.then(() => null).catch((error: { code: string }) => error.code)
    expect(await codeOf(queue.enqueue('f.none'))).toBe('job_unknown')
    expect(await codeOf(queue.enqueue('f.each'))).toBe('job_needs_tenant')
    expect(await codeOf(queue.enqueue('f.all', { tenantId: acme.id }))).toBe('job_takes_no_tenant')
    await queue.stop()
  }, 30_000)

  test('whose schedule cannot be read are told, and no other job suffers', async () => {
    const told: unknown[] = []
    const seen: string[] = []
    const queue = createJobQueue({
      database,
      pace,
      tenantsOf: async () => [acme],
      onWrong: ({ job: id, error }) => told.push([id, (error as { code: string }).code]),
    })
    ends(queue)
    queue.define(job('f.wrong', async () => void seen.push('wrong'), { schedule: { cron: '61 * * * *', zone: 'UTC' } }))
    queue.define(
      job('f.right', async () => void seen.push('right'), { schedule: { cron: '0 2 * * *', zone: 'tenant' } }),
    )
    await queue.start()
    expect(told).toEqual([['f.wrong', 'job_schedule_invalid']])
    for (const id of ['f.wrong', 'f.right']) await queue.enqueue(id, { tenantId: acme.id })
    await expect.poll(() => seen.toSorted(), { timeout: 10_000 }).toEqual(['right', 'wrong'])
    const { rows } = await database.pool.query(`select key from jobs.schedule where key like 'f.%'`)
    expect(rows).toEqual([{ key: `f.right/${acme.id}` }])
    await queue.stop()
  }, 30_000)

  test('whose tenants cannot be read now are scheduled as soon as they can', async () => {
    const troubles: string[] = []
    let isAway = true
    const queue = createJobQueue({
      database,
      pace,
      tenantsOf: async () => {
        if (isAway) throw new Error('the database is away')
        return [acme]
      },
      onTrouble: ({ message }) => troubles.push(message),
    })
    ends(queue)
    queue.define(job('f.later', async () => {}, { schedule: { cron: '0 2 * * *', zone: 'tenant' } }))
    await queue.start()
    expect(troubles).toEqual(['the database is away'])
    isAway = false
    const count = async () =>
      (await database.pool.query(`select 1 from jobs.schedule where key like 'f.later/%'`)).rows.length
    await expect.poll(count, { timeout: 15_000 }).toBe(1)
    await queue.stop()
  }, 30_000)

  test('are scheduled in the zone of each tenant, and no longer when the tenant or the job is gone', async () => {
    const nightly = job('g.nightly', async () => {}, { schedule: { cron: '0 2 * * *', zone: 'tenant' } })
    let tenants = [acme, globex]
    const queue = createJobQueue({ database, pace, tenantsOf: async () => tenants })
    ends(queue)
    queue.define(nightly)
    await queue.start()
    const zones = async () =>
      (
        await database.pool.query(`select timezone from jobs.schedule where key like 'g.nightly/%' order by key`)
      ).rows.map((row: { timezone: string }) => row.timezone)
    expect(await zones()).toEqual(['America/New_York', 'Europe/Berlin'])
    tenants = [{ ...acme, timeZone: 'Asia/Tokyo' }]
    await queue.align()
    expect(await zones()).toEqual(['Asia/Tokyo'])
    await queue.stop()
    const without = (forgetSeconds: number) => {
      const other = createJobQueue({ database, pace: { ...pace, forgetSeconds }, tenantsOf: async () => [] })
      other.define(job('g.other', async () => {}))
      ends(other)
      return other
    }
    const older = without(3_600)
    await older.start()
    // why: in the middle of an upgrade there is a server that does not know the job yet
    expect(await zones()).toEqual(['Asia/Tokyo'])
    await older.stop()
    const later = without(0)
    await later.start()
    expect(await zones()).toEqual([])
    await later.stop()
  }, 30_000)
})

describeDatabases('two servers', (open) => {
  test('run each job once, and each schedule once', async () => {
    const database = await open()
    const other = await openDatabase({ url: database.url })
    const runs: string[] = []
    const made = [database, other].map((each, index) => {
      const queue = createJobQueue({ database: each, pace, tenantsOf: async () => [acme, globex] })
      const note = async ({ tenantId, input }: JobWork) => {
        runs.push(`${tenantId} ${JSON.stringify(input)} by ${index}`)
        await sleep(20)
      }
      queue.define(job('h.work', note))
      queue.define(job('h.minutely', note, { schedule: { cron: '* * * * *', zone: 'tenant' } }))
      return queue
    })
    await Promise.all(made.map((queue) => queue.start()))
    for (let n = 0; n < 20; n += 1) await made[n % 2]?.enqueue('h.work', { tenantId: acme.id, input: { n } })
    const ofWork = () => runs.filter((run) => run.includes('"n"')).map((run) => run.replace(/ by \d$/, ''))
    await expect.poll(() => ofWork().length, { timeout: 30_000 }).toBe(20)
    const ofSchedule = () => runs.filter((run) => run.includes('{}')).map((run) => run.split(' ')[0])
    await expect.poll(() => new Set(ofSchedule()).size, { timeout: 75_000, interval: 500 }).toBe(2)
    await sleep(2_000)
    expect(new Set(ofWork()).size).toBe(20)
    expect(ofWork()).toHaveLength(20)
    const perMinute = await made[0]?.runs({ job: 'h.minutely' })
    const minutes = perMinute?.map(({ tenantId, createdAt }) => `${tenantId} ${createdAt.slice(0, 16)}`) ?? []
    expect(new Set(minutes).size).toBe(minutes.length)
    await Promise.all(made.map((queue) => queue.stop()))
    await other.close()
  }, 120_000)
})
