import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inTime } from '../src/cache/in-time.ts'
import { createTurns, type TurnCaller, type TurnLimits } from '../src/index.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const settle = () => new Promise((resolve) => setImmediate(resolve))

/** A queue whose work ends when told, on a clock that moves when told. */
function queue(limits: Partial<TurnLimits> = {}) {
  const turns = createTurns({ total: 1, perTenant: 1, waiting: 1_000, ...limits })
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const outcomes = new Map<string, unknown>()
  /** Asks for an answer within so many milliseconds. */
  const ask = (tenantId: string, name: string, within: number, more: Partial<TurnCaller> = {}) => {
    const work = () => {
      begun.push(name)
      return new Promise<void>((resolve) => ends.set(name, resolve))
    }
    const caller = { tenantId, due: performance.now() + within, ...more }
    void turns.run(caller, work).then(
      () => outcomes.set(name, 'answered'),
      (error: unknown) => outcomes.set(name, error),
    )
  }
  const lasts = async (name: string, milliseconds: number) => {
    await settle()
    vi.advanceTimersByTime(milliseconds)
    ends.get(name)?.()
    await settle()
  }
  return { turns, ask, begun, lasts, outcomes }
}

const busy = (retryAfter: number) => ({ code: 'too_busy', status: 503, retryAfter })

test('who cannot be answered in time is refused at once, and told when to ask again', async () => {
  const { ask, begun, lasts, outcomes } = queue()
  ask('a', 'known', 30_000)
  await lasts('known', 1_000)
  for (const name of ['runs', 'next', 'third', 'late']) ask('a', name, 2_600)
  await settle()
  expect(begun).toEqual(['known', 'runs'])
  expect([...outcomes.keys()]).toEqual(['known', 'late'])
  expect(outcomes.get('late')).toMatchObject(busy(3))
})

test('waiting counts: whose time is up is refused then, and makes room', async () => {
  const { ask, begun, lasts, outcomes } = queue({ waiting: 1 })
  ask('a', 'runs', 60_000)
  ask('a', 'waits', 30_000)
  await settle()
  vi.advanceTimersByTime(29_999)
  await settle()
  expect(outcomes.size).toBe(0)
  vi.advanceTimersByTime(1)
  await settle()
  expect(outcomes.get('waits')).toMatchObject({ code: 'too_busy', status: 503 })
  ask('a', 'next', Infinity)
  await lasts('runs', 0)
  expect(begun).toEqual(['runs', 'next'])
})

test('of a flood all but those who can be answered in time are refused once it is known how long one takes', async () => {
  const { ask, begun, lasts, outcomes } = queue()
  for (let n = 0; n < 511; n += 1) ask('a', `a${n}`, 3_000)
  await settle()
  expect([begun, outcomes.size]).toEqual([['a0'], 0])
  await lasts('a0', 1_000)
  expect([begun, outcomes.size]).toEqual([['a0', 'a1'], 509])
  expect(outcomes.get('a510')).toMatchObject(busy(2))
  await lasts('a1', 1_000)
  await lasts('a2', 1_000)
  expect(begun).toEqual(['a0', 'a1', 'a2'])
  expect(outcomes.size).toBe(511)
})

test('what would be answered too late is not begun', async () => {
  const { ask, begun, lasts, outcomes } = queue()
  ask('a', 'known', Infinity)
  await lasts('known', 1_000)
  ask('a', 'slow', Infinity)
  ask('a', 'waits', 1_600)
  await lasts('slow', 1_000)
  expect(begun).toEqual(['known', 'slow'])
  expect(outcomes.get('waits')).toMatchObject(busy(1))
})

test.each([
  ['timed out', 30_000],
  ['took longer to stop than it had time', 90_000],
])('a question that %s does not keep out those that come when nothing runs', async (_, milliseconds) => {
  const { ask, begun, lasts, outcomes } = queue()
  for (const name of ['first', 'second', 'third']) {
    ask('a', name, 30_000)
    await lasts(name, milliseconds)
  }
  expect(begun).toEqual(['first', 'second', 'third'])
  ask('a', 'short', 30_000)
  ask('a', 'waits', 30_000)
  await lasts('short', 10)
  expect(outcomes.get('short')).toBe('answered')
  expect(outcomes.get('waits')).toMatchObject({ code: 'too_busy', status: 503 })
  for (let n = 0; n < 10; n += 1) {
    ask('a', `again ${n}`, 30_000)
    await lasts(`again ${n}`, 10)
  }
  ask('a', 'one', 30_000)
  ask('a', 'behind', 30_000)
  await lasts('one', 10)
  expect(begun.slice(-2)).toEqual(['one', 'behind'])
})

test('a tenant that floods is refused, another one is served next', async () => {
  const { turns, ask, begun, lasts, outcomes } = queue()
  ask('a', 'known', 30_000)
  await lasts('known', 5_000)
  for (let n = 0; n < 50; n += 1) ask('a', `a${n}`, 30_000)
  await settle()
  const refused = outcomes.size
  expect(refused).toBeGreaterThan(40)
  expect(() => turns.assertRoom({ tenantId: 'a', due: performance.now() + 30_000 })).toThrow('more questions wait')
  ask('b', 'quick', 30_000, { quick: true })
  await lasts('a0', 5_000)
  expect(begun).toEqual(['known', 'a0', 'quick'])
})

test('a turn is held until what it began has ended, though the caller has its refusal', async () => {
  const { turns, ask, begun } = queue()
  const ended = Promise.withResolvers<void>()
  const work = turns.run({ tenantId: 'a' }, ({ hold }) => {
    hold(ended.promise)
    return Promise.reject(new Error('stopped'))
  })
  await expect(work).rejects.toThrow('stopped')
  ask('a', 'next', Infinity)
  await settle()
  expect(begun).toEqual([])
  ended.resolve()
  await settle()
  expect(begun).toEqual(['next'])
})

test('who waits for a read leaves at once, and not later than the answer is due', async () => {
  const never = new Promise<never>(() => {})
  const leaving = new AbortController()
  const left = inTime(never, { signal: leaving.signal, due: performance.now() + 1_000 })
  leaving.abort()
  await expect(left).rejects.toMatchObject({ code: 'query_cancelled' })
  const late = inTime(never, { due: performance.now() + 1_000 })
  vi.advanceTimersByTime(1_000)
  await expect(late).rejects.toMatchObject({ code: 'too_busy' })
  await expect(inTime(Promise.resolve('read'), { due: performance.now() + 1_000 })).resolves.toBe('read')
})
