import { expect, test } from 'vitest'
import { messageQueue } from '../src/index.ts'

const most = { messages: 3, bytes: 100 }

test('a reader gets what waits in its order, and what comes while it waits', async () => {
  const queue = messageQueue<string>({ ...most, overflowing: () => {} })
  queue.push('a', 1)
  queue.push('b', 1)
  const reader = queue[Symbol.asyncIterator]()
  expect(await reader.next()).toMatchObject({ value: 'a' })
  expect(await reader.next()).toMatchObject({ value: 'b' })
  const next = reader.next()
  queue.push('c', 1)
  expect(await next).toMatchObject({ value: 'c' })
  const last = reader.next()
  queue.end()
  expect(await last).toMatchObject({ done: true })
})

test('what waits may be made one, and is bounded by number and size', async () => {
  let overflows = 0
  const make = () => messageQueue<string>({ ...most, overflowing: () => void (overflows += 1) })
  const merging = make()
  for (let n = 0; n < 10; n += 1) merging.push('x', 60, () => `x${n}`)
  expect(overflows).toBe(0)
  expect(await merging[Symbol.asyncIterator]().next()).toMatchObject({ value: 'x9' })
  const many = make()
  for (let n = 0; n < 5; n += 1) many.push('x', 1)
  expect(overflows).toBe(1)
  expect(await many[Symbol.asyncIterator]().next()).toMatchObject({ done: true })
  const large = make()
  large.push('x', 101)
  expect(overflows).toBe(2)
})

test('who is refused is told after what ended the reading', async () => {
  const queue = messageQueue<string>({ ...most, overflowing: () => {} })
  const next = queue[Symbol.asyncIterator]().next()
  queue.end(new Error('refused'))
  await expect(next).rejects.toThrow('refused')
})
