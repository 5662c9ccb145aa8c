import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { createJobQueue, type DefinedJob, type JobQueue } from '../src/index.ts'
import { job } from './made-jobs.ts'

const tenantId = '00000000-0000-7000-8000-00000000000a'
// why: a run that is found by its missing heartbeat would be found too late for these tests
const pace = { pollSeconds: 0.5, heartbeatSeconds: 60, superviseSeconds: 1 }

const circular: Record<string, unknown> = {}
circular['self'] = circular

/** What jobs throw, by name, and the reason that is kept. */
const thrown: Readonly<Record<string, readonly [unknown, string]>> = {
  nul: [new Error('half \0 read'), 'half  read'],
  surrogate: [new Error('half \uD800 read'), 'half \uFFFD read'],
  circular: [Object.assign(new Error('of a circle'), { circular }), 'of a circle'],
  bigint: [Object.assign(new Error('of 5n'), { count: 5n }), 'of 5n'],
  nothing: [undefined, 'undefined'],
  object: [{ count: 5n }, '{ count: 5n }'],
  text: ['as a text', 'as a text'],
  unreadable: [
    Object.defineProperty(new Error('x'), 'message', {
      get: () => {
        throw new Error('no')
      },
    }),
    'what was thrown cannot be read',
  ],
  long: [new Error('x'.repeat(3_000_000)), 'x'.repeat(2_000)],
}

describeDatabases('jobs that are handed, tell and throw what no database stores', (open) => {
  let database: Database
  let queue: JobQueue
  const seen: unknown[] = []
  const define = (name: string, run: DefinedJob['run']) => queue.define(job(`h.${name}`, run))
  beforeAll(async () => {
    database = await open()
    queue = createJobQueue({ database, pace, tenantsOf: async () => [] })
    define('take', async ({ input }) => void seen.push(input))
    define('tell', async ({ progress }) => {
      await progress(Number.NaN, 'a\0b \uD800')
    })
    for (const [name, [error]] of Object.entries(thrown)) {
      define(name, async () => {
        throw error
      })
    }
    await queue.start()
    return () => queue.stop()
  })
  const ended = async (name: string) => {
    const last = async () => (await queue.runs({ job: `h.${name}` }))[0]
    await expect.poll(async () => (await last())?.endedAt ?? null, { timeout: 20_000 }).not.toBeNull()
    return last()
  }

  test.each(Object.entries(thrown))(
    'a run that throws %s has failed at once, and says why',
    async (name, [, error]) => {
      await queue.enqueue(`h.${name}`, { tenantId })
      expect(await ended(name)).toMatchObject({ state: 'failed', error })
    },
    30_000,
  )

  test('what it tells of itself fails no run', async () => {
    await queue.enqueue('h.tell', { tenantId })
    expect(await ended('tell')).toMatchObject({ state: 'done', progress: 0, note: 'ab \uFFFD' })
  }, 30_000)

  test.each([
    ['job_input_wrong', { input: 5n }],
    ['job_input_wrong', { input: circular }],
    ['job_input_wrong', { input: () => 1 }],
    ['job_input_wrong', { input: { a: ['\0'] } }],
    ['job_input_wrong', { input: { '\uD800': 1 } }],
    ['job_input_wrong', { input: 'x'.repeat(1_048_576) }],
    ['job_key_wrong', { key: 'a\0' }],
    ['job_key_wrong', { key: '\uD800' }],
    ['job_key_wrong', { key: 'x'.repeat(501) }],
    ['job_time_wrong', { after: new Date(Number.NaN) }],
    ['job_time_wrong', { after: new Date(8.64e15) }],
  ])('%s: %#', async (code, options) => {
    await expect(queue.enqueue('h.take', { tenantId, ...options })).rejects.toMatchObject({ code })
  })

  test('what was due long ago is run, and the longest key and largest input are taken', async () => {
    const key = '\u{1F600}'.repeat(250)
    const input = 'x'.repeat(1_048_574)
    await queue.enqueue('h.take', { tenantId, input: 'old', after: new Date(0) })
    await queue.enqueue('h.take', { tenantId, input: 'older', after: new Date(-8.64e15) })
    await queue.enqueue('h.take', { tenantId, input, key })
    await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(3)
    expect(new Set(seen)).toEqual(new Set(['old', 'older', input]))
  }, 30_000)

  test('what is no id of a run is none', async () => {
    await expect(queue.cancel('-'.repeat(36))).rejects.toMatchObject({ code: 'job_run_unknown' })
  })
  test('hundreds of runs of one tenant hold up no other', async () => {
    const order: string[] = []
    define('many', async ({ tenantId: of }) => void order.push(of ?? ''))
    const other = tenantId.replace(/a$/, 'b')
    const after = new Date(Date.now() + 4_000)
    for (let n = 0; n < 200; n += 1) await queue.enqueue('h.many', { tenantId, after })
    await queue.enqueue('h.many', { tenantId: other, after })
    await expect.poll(() => order.length, { timeout: 60_000 }).toBe(201)
    expect(order.indexOf(other)).toBeLessThan(100)
  }, 90_000)
  test('many are run one after the other, without waiting for the next look', async () => {
    const idle = createJobQueue({ database, pace: { ...pace, pollSeconds: 300 }, tenantsOf: async () => [] })
    let count = 0
    idle.define({
      id: 'h.fast',
      title: 'Fast',
      per: 'tenant',
      timeoutSeconds: 60,
      retries: 0,
      run: async () => void (count += 1),
    })
    await queue.stop()
    for (let n = 0; n < 50; n += 1) await idle.enqueue('h.fast', { tenantId })
    await idle.start()
    await idle.enqueue('h.fast', { tenantId })
    await expect.poll(() => count, { timeout: 20_000 }).toBe(51)
    await idle.stop()
  }, 40_000)
})
