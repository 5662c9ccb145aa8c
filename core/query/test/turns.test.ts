import { expect, test } from 'vitest'
import { singleFlight } from '../src/cache/single-flight.ts'
import { createTurns, type TurnCaller, type TurnLimits } from '../src/index.ts'

function queue(limits: Partial<TurnLimits> = {}) {
  const turns = createTurns({ total: 2, perTenant: 1, waiting: 10, ...limits })
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const ask = (tenantId: string, name: string, more: Pick<TurnCaller, 'signal' | 'quick'> = {}) =>
    turns.run({ tenantId, ...more }, () => {
      begun.push(name)
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)))
    })
  const end = async (name: string) => {
    ends.get(name)?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { ask, begun, end }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('no more run at once than allowed, of a tenant and of all', async () => {
  const { ask, begun, end } = queue({ total: 4, perTenant: 2 })
  for (const name of ['a1', 'a2', 'a3']) void ask('a', name)
  for (const name of ['b1', 'b2']) void ask('b', name)
  await settle()
  expect(begun).toEqual(['a1', 'a2', 'b1'])
  await end('b1')
  expect(begun).toEqual(['a1', 'a2', 'b1', 'b2'])
  await end('a2')
  expect(begun.at(-1)).toBe('a3')
})

test('long questions leave a third of the turns, of a tenant and of all, to quick ones', async () => {
  const { ask, begun, end } = queue({ total: 6, perTenant: 3 })
  for (const id of ['a', 'b', 'c']) for (const n of [1, 2, 3]) void ask(id, `${id} long ${n}`)
  await settle()
  expect(begun).toEqual(['a long 1', 'a long 2', 'b long 1', 'b long 2'])
  for (const n of [1, 2]) void ask('a', `a quick ${n}`, { quick: true })
  void ask('c', 'c quick', { quick: true })
  await settle()
  expect(begun.slice(4)).toEqual(['a quick 1', 'c quick'])
  await end('a quick 1')
  expect(begun.slice(6)).toEqual(['a quick 2'])
  await end('a quick 2')
  await end('c quick')
  expect(begun.slice(7)).toEqual([])
  await end('a long 1')
  expect(begun.slice(7)).toEqual(['c long 1'])
})

test('of those who come together the long ones begin first, unless only one runs at a time', async () => {
  const several = queue({ total: 3, perTenant: 3 })
  for (const name of ['quick', 'long']) void several.ask('a', name, { quick: name === 'quick' })
  await settle()
  expect(several.begun).toEqual(['long', 'quick'])
  const single = queue({ total: 1, perTenant: 1 })
  for (const name of ['quick', 'long']) void single.ask('a', name, { quick: name === 'quick' })
  await settle()
  await single.end('quick')
  expect(single.begun).toEqual(['quick', 'long'])
})

test('who leaves before a quick question begins is never started', async () => {
  const { ask, begun } = queue({ total: 3 })
  const leaving = new AbortController()
  const left = ask('a', 'a1', { quick: true, signal: leaving.signal })
  leaving.abort()
  await expect(left).rejects.toMatchObject({ code: 'query_cancelled' })
  expect(begun).toEqual([])
})

test('whose last turn is longest ago is served first, however many questions one of them has', async () => {
  const { ask, begun, end } = queue({ total: 1, perTenant: 1 })
  for (const name of ['a1', 'a2', 'a3', 'a4']) void ask('a', name)
  await settle()
  for (const name of ['b1', 'b2']) void ask('b', name)
  void ask('c', 'c1')
  const order = ['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']
  for (const name of order) await end(name)
  expect(begun).toEqual(order)
})

test('who used least time of turns is served first: of long questions others wait for one at a time', async () => {
  const { ask, begun, end } = queue({ total: 1, perTenant: 1 })
  for (const name of ['a1', 'a2', 'a3']) void ask('a', name)
  await settle()
  for (const name of ['b1', 'b2', 'b3']) void ask('b', name)
  await new Promise((resolve) => setTimeout(resolve, 350))
  const order = ['a1', 'b1', 'b2', 'b3', 'a2']
  for (const name of order) await end(name)
  expect(begun).toEqual([...order, 'a3'])
  void ask('c', 'c1')
  void ask('c', 'c2')
  await end('a3')
  expect(begun.at(-1)).toBe('c1')
})

test('a queue that is full refuses by name, and only its own tenant', async () => {
  const { ask, begun } = queue({ total: 2, perTenant: 1, waiting: 1 })
  void ask('a', 'a1')
  void ask('a', 'a2')
  await expect(ask('a', 'a3')).rejects.toMatchObject({ code: 'too_busy', status: 503 })
  void ask('b', 'b1')
  await settle()
  expect(begun).toEqual(['a1', 'b1'])
})

test('who leaves the queue makes room and is never started', async () => {
  const { ask, begun, end } = queue({ total: 1, waiting: 1 })
  void ask('a', 'a1')
  const leaving = new AbortController()
  const left = ask('a', 'a2', { signal: leaving.signal })
  leaving.abort()
  await expect(left).rejects.toMatchObject({ code: 'query_cancelled' })
  void ask('a', 'a3')
  await end('a1')
  expect(begun).toEqual(['a1', 'a3'])
})

test('work that fails gives its turn back', async () => {
  const turns = createTurns({ total: 1, perTenant: 1, waiting: 1 })
  const failing = () => turns.run({ tenantId: 'a' }, () => Promise.reject(new Error('on purpose')))
  for (let n = 0; n < 5; n += 1) await expect(failing()).rejects.toThrow('on purpose')
  await expect(turns.run({ tenantId: 'a' }, async () => 'answer')).resolves.toBe('answer')
})

test('shared work is stopped when the last who asked has left, and begins anew for the next', async () => {
  const flights = singleFlight<string>()
  const signals: AbortSignal[] = []
  const start = (signal: AbortSignal) => {
    signals.push(signal)
    return new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))))
  }
  const callers = [new AbortController(), new AbortController()]
  const asking = callers.map(({ signal }) => flights('k', { signal, start }))
  callers[0]?.abort()
  await expect(asking[0]).rejects.toMatchObject({ code: 'query_cancelled' })
  expect(signals.map((signal) => signal.aborted)).toEqual([false])
  callers[1]?.abort()
  await expect(asking[1]).rejects.toMatchObject({ code: 'query_cancelled' })
  expect(signals.map((signal) => signal.aborted)).toEqual([true])
  const next = new AbortController()
  const again = flights('k', { signal: next.signal, start: async () => 'answer' })
  expect(await again).toBe('answer')
})

test('on one session a tenant rests after a long turn, so that what others ask bit by bit goes through; alone it does not', async () => {
  const { ask, begun, end } = queue({ total: 1, rests: true })
  const long = () => new Promise((resolve) => setTimeout(resolve, 400))
  void ask('a', 'a1')
  void ask('a', 'a2')
  await long()
  await end('a1')
  expect(begun).toEqual(['a1', 'a2'])
  void ask('b', 'b1')
  void ask('a', 'a3')
  void ask('a', 'a4')
  await end('a2')
  await end('b1')
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3'])
  await long()
  await end('a3')
  expect(begun.at(-1)).toBe('a3')
  void ask('b', 'b2')
  await settle()
  expect(begun.at(-1)).toBe('b2')
  await end('b2')
  await expect.poll(() => begun.at(-1)).toBe('a4')
  await end('a4')
})
